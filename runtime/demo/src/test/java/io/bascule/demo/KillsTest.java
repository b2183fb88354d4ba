/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Database;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class KillsTest {
    @Test
    void momentsComeFromTheSeedInOrderAndNotAtTheVeryEnd() {
        List<Duration> moments = Kills.moments(Duration.ofMinutes(1), 5, new SplittableRandom(7));
        assertThat(moments)
                .hasSize(5)
                .isSorted()
                .isEqualTo(Kills.moments(Duration.ofMinutes(1), 5, new SplittableRandom(7)));
        assertThat(moments).allMatch(moment -> moment.compareTo(Duration.ofSeconds(54)) < 0);
    }

    @Test
    void optionsAreReadAndWrongOnesRefusedByName() throws DemoOptions.Mistake {
        DemoOptions options = DemoOptions.parse(
                List.of("--once", "--dist", "d", "--port", "9000", "--kills", "5", "--plant", "no-lookup"));
        assertThat(options.once()).isTrue();
        assertThat(options.port()).hasValue(9000);
        assertThat(options.kills()).isEqualTo(5);
        assertThat(options.plant()).contains("no-lookup");
        assertThat(options.database()).isEqualTo(Database.H2);
        DemoOptions onPostgres = DemoOptions.parse(List.of("--dist", "d", "--db", "postgres", "--broker-kills", "3"));
        assertThat(onPostgres.database()).isEqualTo(Database.POSTGRES);
        assertThat(onPostgres.brokerKills()).isEqualTo(3);
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--dist", "d", "--db", "oracle")))
                .hasMessageContaining("--db")
                .hasMessageContaining("h2 or postgres");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--dist", "d", "--port", "none")))
                .hasMessageContaining("--port");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--wrong"))).hasMessageContaining("--wrong");
        assertThatThrownBy(() -> DemoOptions.parse(List.of("--once"))).hasMessageContaining("--dist");
    }
}
