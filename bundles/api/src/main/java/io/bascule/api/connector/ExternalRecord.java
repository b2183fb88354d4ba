/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object as an external system shows it.
 *
 * @param id its id there, for example {@code "cus_NffrFeUfNV2Hib"}
 * @param version its version there, if it has one; compared as a number if the capabilities say so
 * @param changedAt when it last changed by the system's own clock; null if the system does not tell
 * @param marker the marker that it carries; null if it carries none
 * @param deleted whether the system shows it as deleted
 * @param fields its fields by the system's own names, nested as there; a field that cannot be read is absent
 */
public record ExternalRecord(
        String id,
        @Nullable String version,
        @Nullable Instant changedAt,
        @Nullable String marker,
        boolean deleted,
        Fields fields) {}
