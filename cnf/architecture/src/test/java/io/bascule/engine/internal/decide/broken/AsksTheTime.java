/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide.broken;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** An example of what the rules refuse: a decision that depends on the machine's clock. */
public final class AsksTheTime {
    private final InstantSource clock = InstantSource.system();

    public boolean isLate(Instant due) {
        return Instant.now().minus(Duration.ofHours(1)).isAfter(due)
                && clock.instant().isAfter(due);
    }
}
