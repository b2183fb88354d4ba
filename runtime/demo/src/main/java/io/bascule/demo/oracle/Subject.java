/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.Comparator;
import java.util.Locale;

/**
 * The real thing that objects on several sides stand for.
 *
 * @param type the entity type, for example {@code "customer"}
 * @param key its match key without case and outer spaces, for example {@code "ada@example.org"}
 */
public record Subject(String type, String key) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::type).thenComparing(Subject::key);

    /** Normalises the key. */
    public Subject {
        key = key.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + " " + key;
    }
}
