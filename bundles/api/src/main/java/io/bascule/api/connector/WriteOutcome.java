/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.error.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one write came to. */
public sealed interface WriteOutcome {
    /**
     * Done.
     *
     * @param object the object after the write, as the write's own answer showed it; where the capabilities do not say {@code
     *     answerIsOwn}, as a read after it showed it
     */
    record Ok(ExternalRecord object) implements WriteOutcome {}

    /** Deleted: from now on the object is not there, or shows as deleted. */
    record Deleted() implements WriteOutcome {}

    /**
     * Not created: an object with this id or this unique field is there.
     *
     * @param id its id, or null if the system does not tell
     */
    record AlreadyExists(@Nullable String id) implements WriteOutcome {}

    /** Not written: no such object. */
    record NotFound() implements WriteOutcome {}

    /**
     * Not written: the object is gone for good.
     *
     * @param mergedInto the id of the object that took it over; null if it was deleted
     */
    record Gone(@Nullable String mergedInto) implements WriteOutcome {}

    /**
     * Not written: the object has changed since it was read.
     *
     * @param current the object as it is now; null if the system does not tell
     */
    record PreconditionFailed(@Nullable ExternalRecord current) implements WriteOutcome {}

    /** Not written: the system refuses these values. */
    record Rejected(List<FieldError> errors) implements WriteOutcome {
        /** Copies the list. */
        public Rejected {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Not written: too many calls.
     *
     * @param retryAt when the system wants to be asked again; null if it does not tell
     */
    record RateLimited(@Nullable Instant retryAt) implements WriteOutcome {}

    /** Not written: the credentials or rights do not suffice. */
    record Unauthorised(String message) implements WriteOutcome {}

    /** Certainly not written; the trouble passes by itself. */
    record TransientFailure(String message) implements WriteOutcome {}

    /** Perhaps written, perhaps not: the answer got lost or cannot be read. */
    record Unknown(String message) implements WriteOutcome {}
}
