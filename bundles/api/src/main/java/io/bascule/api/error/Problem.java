/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.error;

import org.jspecify.annotations.Nullable;

/**
 * One error, told so that its reader knows what to do. Never holds a secret or a whole body.
 *
 * @param code what kind of error
 * @param what what failed, for example {@code "Creating a customer was refused"}
 * @param where the place: integration, operation, record, or file and line, for example {@code "integration shop, record 019a…"}
 * @param expected what would have been right; null where that says nothing
 * @param found what was there instead; null where that says nothing
 * @param remedy what the reader can do, as an imperative sentence
 */
public record Problem(
        ErrorCode code,
        String what,
        String where,
        @Nullable String expected,
        @Nullable String found,
        String remedy) {

    /** The whole as one line for logs and pages. */
    public String text() {
        StringBuilder text = new StringBuilder(what).append(" (").append(where).append(").");
        if (expected != null) {
            text.append(" Expected: ").append(expected).append('.');
        }
        if (found != null) {
            text.append(" Found: ").append(found).append('.');
        }
        return text.append(' ')
                .append(remedy)
                .append(" [")
                .append(code.text())
                .append(']')
                .toString();
    }
}
