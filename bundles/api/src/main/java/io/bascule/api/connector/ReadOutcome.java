/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import org.jspecify.annotations.Nullable;

/** What reading one object came to. */
public sealed interface ReadOutcome {
    /** It is there, though perhaps as deleted. */
    record Found(ExternalRecord object) implements ReadOutcome {}

    /** It is not there. */
    record NotFound() implements ReadOutcome {}

    /**
     * It is gone for good.
     *
     * @param mergedInto the id of the object that took it over; null if it was deleted
     */
    record Gone(@Nullable String mergedInto) implements ReadOutcome {}
}
