/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.event.Lifecycle;
import io.bascule.api.event.Lifecycle.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class HeldNewsTest {
    private final List<String> told = new ArrayList<>();
    private final Lifecycle lifecycle =
            (subject, name, event, detail) -> told.add(subject + " " + name + " " + event + " " + detail);
    private final HeldNews news = new HeldNews();

    @Test
    void whatComesBeforeTheEngineWaitsForIt() {
        news.tell("acme", Event.BUNDLE_INSTALLED, "1.0.0");
        news.tell("acme", Event.BUNDLE_UPDATED, "1.1.0");
        assertThat(told).isEmpty();

        news.passTo(lifecycle);
        news.tell("acme", Event.BUNDLE_REMOVED, "gone");

        assertThat(told)
                .containsExactly(
                        "BUNDLE acme BUNDLE_INSTALLED 1.0.0",
                        "BUNDLE acme BUNDLE_UPDATED 1.1.0",
                        "BUNDLE acme BUNDLE_REMOVED gone");
    }

    @Test
    void whatComesWhileTheEngineIsAwayWaitsToo() {
        news.passTo(lifecycle);
        news.passTo(null);
        news.tell("acme", Event.BUNDLE_INSTALLED, "1.0.0");
        assertThat(told).isEmpty();

        news.passTo(lifecycle);
        assertThat(told).containsExactly("BUNDLE acme BUNDLE_INSTALLED 1.0.0");
    }

    @Test
    void aRuntimeThatStandsByForEverKeepsTheNewestThousand() {
        for (int i = 0; i < 1_002; i++) {
            news.tell("acme" + i, Event.BUNDLE_INSTALLED, "");
        }
        news.passTo(lifecycle);

        assertThat(told).hasSize(1_000);
        assertThat(told.get(0)).startsWith("BUNDLE acme2 ");
    }
}
