/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import io.bascule.demo.DemoMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A runtime that leaves a safeguard out is found out: the demonstration's judgement is not one that cannot fail. */
final class PlantedMistakeIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 120;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aRuntimeThatDoesNotLookBeforeItCreatesIsFoundOut() throws Exception {
        Worlds.Ended ended =
                Worlds.run(DemoMain.class, folder, PORT, "--once", "--plant", "no-lookup", "--seconds", "8");

        assertThat(ended.status()).as(ended.output()).isEqualTo(1);
        // Names the thing and its objects, for example "DUPLICATE: customer ada@example.org: Bascule made it 2 times in
        // shop: 101 at ...".
        assertThat(ended.output())
                .containsPattern(
                        "DUPLICATE: customer \\S+@\\S+: Bascule made it [2-9] times in (shop|stripe): \\S+ at .*, \\S+ at");
        assertThat(ended.lastLine()).containsPattern("\"duplicates\":[1-9]");
    }
}
