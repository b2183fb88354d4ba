/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StoreUrlTest {
    private static void assertRefused(String url, String... words) {
        assertThatThrownBy(() -> StoreUrl.of(url)).isInstanceOfSatisfying(BasculeException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.SETTING_INVALID);
            assertThat(error).hasMessageContainingAll(words);
        });
    }

    @Test
    void theDefaultLiesInTheDataFolderAndIsDurable() {
        String url = StoreUrl.below(Path.of("/data")).jdbc();

        assertThat(url).startsWith("jdbc:h2:async:/data/catalog/bascule;").contains(";WRITE_DELAY=0");
    }

    @Test
    void refusesWhatWouldLoseAcknowledgedCommits() {
        assertRefused("jdbc:h2:file:/data/x", "WRITE_DELAY=0", "lost");
        assertRefused("jdbc:h2:file:/data/x;WRITE_DELAY=500", "WRITE_DELAY=0");
        assertRefused("jdbc:h2:file:/data/x;WRITE_DELAY=0;WRITE_DELAY=500", "WRITE_DELAY");
    }

    @Test
    void refusesSettingsThatOpenDoors() {
        assertRefused("jdbc:h2:file:/data/x;WRITE_DELAY=0;AUTO_SERVER=TRUE", "only these settings");
        assertRefused("jdbc:h2:file:/data/x;WRITE_DELAY=0;INIT=RUNSCRIPT FROM 'http://x'", "only these settings");
        assertRefused("jdbc:h2:file:/data/x;WRITE_DELAY=0;", "only these settings");
    }

    @Test
    void refusesOtherDatabasesAndPlaces() {
        assertRefused("jdbc:mysql://db/x", "jdbc:h2:file:", "jdbc:postgresql:");
        assertRefused("jdbc:h2:mem:x;WRITE_DELAY=0", "an absolute path");
        assertRefused("jdbc:h2:tcp://localhost/x;WRITE_DELAY=0", "an absolute path");
        assertRefused("jdbc:h2:file:x;WRITE_DELAY=0", "an absolute path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:/x;WRITE_DELAY=0;PASSWORD=hush",
                "jdbc:postgresql://127.0.0.1/shop?password=hush",
                "jdbc:postgresql://127.0.0.1/shop?user=ann&password=hush&x=y",
                "jdbc:postgresql://ann:hush@127.0.0.1/shop",
                "jdbc:mysql://ann:hush@127.0.0.1/shop",
            })
    void showsNoPassword(String url) {
        assertThatThrownBy(() -> StoreUrl.of(url))
                .isInstanceOf(BasculeException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void aUserIsForAServerOnly() {
        assertThatThrownBy(() -> StoreUrl.below(Path.of("/data")).open(new Login("ann", "")))
                .hasMessageContainingAll("no user", "setting-invalid");
        assertThatThrownBy(
                        () -> PostgresUrl.of("jdbc:postgresql://127.0.0.1/shop").open(Login.NONE))
                .hasMessageContainingAll("a user", "bascule.db.user", "setting-invalid");
        assertThat(new Login("ann", "hush").toString()).contains("ann").doesNotContain("hush");
    }

    @Test
    void aServerIsNoticedWhenItIsDeadUnlessTheUrlSaysHowLong() {
        assertThat(PostgresUrl.of("jdbc:postgresql://db.example.org/shop").jdbc())
                .isEqualTo("jdbc:postgresql://db.example.org:5432/shop?ApplicationName=bascule&connectTimeout=10"
                        + "&logServerErrorDetail=false&socketTimeout=60&tcpKeepAlive=true");
        assertThat(PostgresUrl.of("jdbc:postgresql://[::1]:6543/shop?socketTimeout=5&sslmode=verify-full"
                                + "&sslrootcert=/etc/ssl/my ca.pem&currentSchema=hub")
                        .jdbc())
                .isEqualTo(
                        "jdbc:postgresql://[::1]:6543/shop?ApplicationName=bascule&connectTimeout=10&currentSchema=hub"
                                + "&logServerErrorDetail=false&socketTimeout=5&sslmode=verify-full"
                                + "&sslrootcert=%2Fetc%2Fssl%2Fmy+ca.pem&tcpKeepAlive=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
                "sslfactory=x",
                "loggerFile=/tmp/x",
                "options=-c synchronous_commit=off",
                "autosave=always",
                "readOnly=true",
                "sslmode=none",
                "socketTimeout=0",
                "socketTimeout=5&socketTimeout=6",
                "currentSchema=a,b",
                "sslrootcert=ca.pem",
                "ApplicationName=%0a",
                "SSLMODE=require",
                "sslmode",
                "=",
                "",
            })
    void refusesPropertiesThatOpenDoors(String properties) {
        assertRefused("jdbc:postgresql://127.0.0.1/shop?" + properties, "setting-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:shop",
                "jdbc:postgresql:/",
                "jdbc:postgresql://127.0.0.1",
                "jdbc:postgresql://127.0.0.1/",
                "jdbc:postgresql://127.0.0.1:0/shop",
                "jdbc:postgresql://127.0.0.1:65536/shop",
                "jdbc:postgresql://a,b/shop",
                "jdbc:postgresql://127.0.0.1/shop/x",
                "jdbc:postgresql://127.0.0.1/shop%3Fuser",
                "jdbc:postgresql://127.0.0.1/shop#x",
            })
    void refusesServersInAnotherForm(String url) {
        assertRefused(url, "Expected");
    }

    @Test
    void takesHarmlessSettings() {
        assertThat(H2Url.of("jdbc:h2:/data/x;write_delay=0;cache_size=1000").jdbc())
                .isEqualTo(
                        "jdbc:h2:async:/data/x;CACHE_SIZE=1000;DB_CLOSE_ON_EXIT=FALSE;OPTIMIZE_REUSE_RESULTS=FALSE;QUERY_CACHE_SIZE=128;WRITE_DELAY=0");
    }
}
