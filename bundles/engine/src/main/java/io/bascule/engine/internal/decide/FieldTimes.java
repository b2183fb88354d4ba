/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When each side changed, by its own clock.
 *
 * @param catalog null if unknown
 * @param external null if unknown
 * @param skew inside it the order means nothing
 */
public record FieldTimes(
        @Nullable Instant catalog, @Nullable Instant external, Duration skew) {
    /** More than zero if the catalog is newer, less if the system is, zero if nobody can tell. */
    int newer() {
        if (catalog == null || external == null) {
            return 0;
        }
        Duration ahead = Duration.between(external, catalog);
        return ahead.abs().compareTo(skew) <= 0 ? 0 : ahead.isNegative() ? -1 : 1;
    }
}
