/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field of one write, as the side's own journal tells: the truth about what was there before and what came of it.
 *
 * @param side where
 * @param subject of what
 * @param objectId the object's id on that side
 * @param create whether this write made the object
 * @param field the catalog path
 * @param before null if there was none
 * @param after null if there is none now
 * @param byBascule whether Bascule wrote it
 * @param at when, by that side's clock
 */
public record Write(
        Side side,
        Subject subject,
        String objectId,
        boolean create,
        String field,
        @Nullable String before,
        @Nullable String after,
        boolean byBascule,
        Instant at) {}
