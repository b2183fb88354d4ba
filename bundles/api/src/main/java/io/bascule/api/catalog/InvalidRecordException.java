/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.api.error.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The fields of a record do not fit its type; each wrong field is named. */
public final class InvalidRecordException extends BasculeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    /**
     * Names what is wrong.
     *
     * @param type the entity type
     * @param errors at least one
     */
    public InvalidRecordException(String type, List<FieldError> errors) {
        super(new Problem(
                ErrorCode.RECORD_INVALID,
                "A record of type " + type + " has fields that do not fit",
                "type " + type,
                null,
                errors.stream()
                        .map(error -> error.path() + ": " + error.message())
                        .collect(Collectors.joining("; ")),
                "Mend the fields named."));
        this.errors = List.copyOf(errors);
    }

    /** What is wrong with which field. */
    public List<FieldError> errors() {
        return errors;
    }
}
