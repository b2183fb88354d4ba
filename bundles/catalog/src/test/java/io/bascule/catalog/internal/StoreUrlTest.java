/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
        assertRefused("jdbc:mysql://db/x", "jdbc:h2:file:");
        assertRefused("jdbc:h2:mem:x;WRITE_DELAY=0", "an absolute path");
        assertRefused("jdbc:h2:tcp://localhost/x;WRITE_DELAY=0", "an absolute path");
        assertRefused("jdbc:h2:file:x;WRITE_DELAY=0", "an absolute path");
    }

    @Test
    void showsNoPassword() {
        assertThatThrownBy(() -> StoreUrl.of("jdbc:h2:file:/x;WRITE_DELAY=0;PASSWORD=hush"))
                .hasMessageNotContaining("hush");
    }

    @Test
    void takesHarmlessSettings() {
        assertThat(StoreUrl.of("jdbc:h2:/data/x;write_delay=0;cache_size=1000").jdbc())
                .isEqualTo(
                        "jdbc:h2:async:/data/x;CACHE_SIZE=1000;DB_CLOSE_ON_EXIT=FALSE;OPTIMIZE_REUSE_RESULTS=FALSE;QUERY_CACHE_SIZE=128;WRITE_DELAY=0");
    }
}
