/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which addresses are allowed; the refused ones are spellings that have loaded classes, written files or led elsewhere. */
class PostgresUrlRuleTest {
    private static final String ALWAYS =
            "ApplicationName=bascule&connectTimeout=30&socketTimeout=35&tcpKeepAlive=true&logServerErrorDetail=false";
    private static final Set<String> HOSTS = new TreeSet<>(Set.of("127.0.0.1", "localhost", "::1", "db.example.org"));

    private final PostgresUrlRule rule = new PostgresUrlRule();

    private String read(String url) throws UrlRefused {
        return rule.read(url, HOSTS, Duration.ofSeconds(30)).url();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5433/shop, jdbc:postgresql://127.0.0.1:5433/shop?",
        "jdbc:postgresql://LOCALHOST/shop, jdbc:postgresql://LOCALHOST/shop?",
        "jdbc:postgresql://[::1]:5432/shop-1, jdbc:postgresql://[::1]:5432/shop-1?",
        "jdbc:postgresql://db.example.org/a?currentSchema=Sales&sslmode=verify-full,"
                + " jdbc:postgresql://db.example.org/a?currentSchema=Sales&sslmode=verify-full&",
        "jdbc:postgresql://db.example.org/a?sslrootcert=/etc/ssl/ca.pem,"
                + " jdbc:postgresql://db.example.org/a?sslrootcert=%2Fetc%2Fssl%2Fca.pem&"
    })
    void putsAnAllowedAddressTogetherAnew(String url, String expected) throws UrlRefused {
        assertThat(read(url)).isEqualTo(expected + ALWAYS);
    }

    @Test
    void theDriverUnderstandsWhatWasPutTogether() throws UrlRefused {
        PGSimpleDataSource understood = new PGSimpleDataSource();
        understood.setURL(read("jdbc:postgresql://127.0.0.1:5433/shop?sslrootcert=/etc/ca.pem&sslmode=require"));
        assertThat(understood.getServerNames()).containsExactly("127.0.0.1");
        assertThat(understood.getPortNumbers()).containsExactly(5433);
        assertThat(understood.getDatabaseName()).isEqualTo("shop");
        assertThat(understood.getSslRootCert()).isEqualTo("/etc/ca.pem");
        assertThat(understood.getSslMode()).isEqualTo("require");
        assertThat(understood.getSocketTimeout()).isEqualTo(35);
        assertThat(understood.getLogServerErrorDetail()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:shop",
                "jdbc:postgresql:///shop",
                "jdbc:postgresql://127.0.0.1",
                "jdbc:postgresql://127.0.0.1/",
                "jdbc:postgresql://127.0.0.1:0/shop",
                "jdbc:postgresql://127.0.0.1:65536/shop",
                "jdbc:postgresql://127.0.0.1:999999999/shop",
                "jdbc:postgresql://127.0.0.1:x/shop",
                "jdbc:postgresql://10.0.0.1/shop",
                "jdbc:postgresql://2130706433/shop",
                "jdbc:postgresql://127.0.0.1,evil.example.org/shop",
                "jdbc:postgresql://127.0.0.1:5432,10.0.0.1:5432/shop",
                "jdbc:postgresql://user:pw@127.0.0.1/shop",
                "jdbc:postgresql://evil.example.org#127.0.0.1/shop",
                "jdbc:postgresql://[::2]/shop",
                "jdbc:postgresql://127.0.0.1/a/b",
                "jdbc:postgresql://127.0.0.1/%73hop",
                "jdbc:postgresql://127.0.0.1/shop?",
                "jdbc:postgresql://127.0.0.1/shop?sslmode=require&",
                "jdbc:postgresql://127.0.0.1/shop?sslmode=none",
                "jdbc:postgresql://127.0.0.1/shop?sslmode=require&sslmode=disable",
                "jdbc:postgresql://127.0.0.1/shop?sslmode=require?socketFactory=x",
                "jdbc:postgresql://127.0.0.1/shop?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
                "jdbc:postgresql://127.0.0.1/shop?sslfactory=x.Y",
                "jdbc:postgresql://127.0.0.1/shop?sslhostnameverifier=x.Y",
                "jdbc:postgresql://127.0.0.1/shop?authenticationPluginClassName=x.Y",
                "jdbc:postgresql://127.0.0.1/shop?sslpasswordcallback=x.Y",
                "jdbc:postgresql://127.0.0.1/shop?xmlFactoryFactory=LEGACY_INSECURE",
                "jdbc:postgresql://127.0.0.1/shop?loggerFile=/tmp/x.jsp&loggerLevel=TRACE",
                "jdbc:postgresql://127.0.0.1/shop?service=other",
                "jdbc:postgresql://127.0.0.1/shop?PGHOST=10.0.0.1",
                "jdbc:postgresql://127.0.0.1/shop?options=-c%20x",
                "jdbc:postgresql://127.0.0.1/shop?sslrootcert=../x",
                "jdbc:postgresql://127.0.0.1/shop?sslrootcert=%2Fetc",
                "jdbc:postgresql://127.0.0.1/shop?socketTimeout=0",
                "jdbc:postgresql://127.0.0.1/shop?user=sa",
                "jdbc:postgresql://127.0.0.1/shop?password=hunter2",
                "jdbc:postgresql://127.0.0.1/shop ",
                " jdbc:postgresql://127.0.0.1/shop",
                "jdbc:postgresql://127.0.0.1/shop\n",
                "JDBC:POSTGRESQL://127.0.0.1/shop",
                "jdbc:h2:tcp://127.0.0.1/shop",
            })
    void refusesWhatIsNotOnTheListAndRepeatsNothingOfIt(String url) {
        assertThatThrownBy(() -> read(url))
                .isInstanceOf(UrlRefused.class)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("user:pw");
    }
}
