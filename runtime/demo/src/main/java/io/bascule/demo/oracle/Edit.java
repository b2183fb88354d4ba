/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One change that a user of one side made. What it wrote occurs nowhere else in that field, so that a value names its edit.
 *
 * @param id for example {@code "e123"}
 * @param kind how it came about
 * @param side where it was made
 * @param subject of what
 * @param objectId the object's id on that side; null while a create has no answer
 * @param changes by catalog path
 * @param outcome what its writer learnt
 * @param at when it was answered, or sent if there was no answer
 */
public record Edit(
        String id,
        Kind kind,
        Side side,
        Subject subject,
        @Nullable String objectId,
        SortedMap<String, Change> changes,
        Outcome outcome,
        Instant at) {
    /** How an edit came about. */
    public enum Kind {
        /** Present before the synchronisation began. */
        SEED,
        CREATE,
        UPDATE
    }

    /** What the writer learnt of it. */
    public enum Outcome {
        ACKNOWLEDGED,
        /** No answer, or one that says neither yes nor no. */
        UNKNOWN,
        REFUSED
    }

    /** Copies the map. */
    public Edit {
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }
}
