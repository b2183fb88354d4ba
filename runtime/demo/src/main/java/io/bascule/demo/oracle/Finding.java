/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not be.
 *
 * @param kind what sort of thing
 * @param subject of what
 * @param field the catalog path; null if it is not about one field
 * @param text what is wrong
 * @param timeline everything known of this subject and field, oldest first
 */
public record Finding(Kind kind, Subject subject, @Nullable String field, String text, List<String> timeline) {
    /** Sorts of findings. */
    public enum Kind {
        /** An acknowledged edit left no trace. */
        LOST,
        /** Two objects for one thing, or two creates. */
        DUPLICATE,
        /** The sides hold different values. */
        UNEQUAL,
        /** A side has no object for it. */
        MISSING,
        /** A conflict's winner is not the one that its policy picks. */
        WRONG_WINNER,
        /** A value that nobody wrote. */
        INVENTED
    }

    /** Copies the list. */
    public Finding {
        timeline = List.copyOf(timeline);
    }

    @Override
    public String toString() {
        StringBuilder lines =
                new StringBuilder(kind + ": " + subject + (field == null ? "" : ", " + field) + ": " + text);
        timeline.forEach(line -> lines.append("\n    ").append(line));
        return lines.toString();
    }
}
