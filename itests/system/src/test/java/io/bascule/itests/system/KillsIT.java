/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import io.bascule.demo.ProveMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The proof that {@code ./bascule prove --kills} gives: {@code kill -9} of the real runtime while people edit on all sides. */
final class KillsIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 100;

    /** The moments; {@code -Dbascule.seed=N} draws others. */
    private static final int SEED = Integer.getInteger("bascule.seed", 20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void fiveKillsLoseAndDoubleNothing() throws Exception {
        Worlds.Ended ended =
                Worlds.run(ProveMain.class, folder, PORT, "--kills", "5", "--broker-kills", "1", "--seed", "" + SEED);
        System.out.println(ended.output());

        assertThat(ended.output().lines().filter(line -> line.contains("kill -9 ")))
                .hasSize(5);
        assertThat(ended.output().lines().filter(line -> line.matches(".* [1-9][0-9]* writes were under way .*")))
                .as("kills that found a write begun and not settled")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(ended.lastLine())
                .contains("5 kills, ", "1 kills of the broker", "lost 0, doubled 0, not on Kafka 0; all sides agree")
                .containsPattern("[1-9][0-9]* edits");
        assertThat(ended.status()).isZero();
    }
}
