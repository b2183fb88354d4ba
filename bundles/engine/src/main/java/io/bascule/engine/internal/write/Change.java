/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.write;

import io.bascule.api.model.CatalogRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who changes a record, why, and when by their own clock.
 *
 * @param origin an integration's name or {@link CatalogRecord#LOCAL}
 * @param actor for example {@code "token:default"}
 * @param cause for example {@code "rest"} or {@code "merge"}
 * @param at the catalog's time of the change
 * @param sourceTime the source's own time of the change; null if it told none
 */
public record Change(
        String origin,
        String actor,
        String cause,
        Instant at,
        @Nullable Instant sourceTime) {}
