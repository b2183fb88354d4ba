/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a person or for other data.
 *
 * @param linkId its link
 * @param integration on which system
 * @param subject of what; null if that can't be told
 * @param objectId the object that it is about while that belongs to no record; null if it belongs to one
 * @param code why
 * @param reason the same for people
 */
public record ParkedWork(
        String linkId,
        String integration,
        @Nullable Subject subject,
        @Nullable String objectId,
        String code,
        String reason) {
    /** Whether it says that somebody else made a second object for the same thing. */
    boolean isTwin() {
        String text = code.toLowerCase(Locale.ROOT);
        return text.contains("twin") || text.contains("ambiguous");
    }
}
