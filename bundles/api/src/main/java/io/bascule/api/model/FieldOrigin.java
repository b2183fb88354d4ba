/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who set a field's present value.
 *
 * @param version the record version that set it
 * @param origin the integration it came from, or {@link CatalogRecord#LOCAL}
 * @param sourceTime when it was set as its own side tells it: the catalog's time for local changes, the system's event or row
 *     time otherwise; null if the system told none
 */
public record FieldOrigin(
        long version, String origin, @Nullable Instant sourceTime) {}
