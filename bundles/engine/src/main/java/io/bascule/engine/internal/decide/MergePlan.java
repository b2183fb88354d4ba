/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a merge comes to.
 *
 * @param record the record's fields after it; the same as before if nothing is written here
 * @param writesCatalog whether the record changes
 * @param sent the fields to send to the system, by its own names; empty if nothing is written there
 * @param sentValues by catalog path: our values behind {@code sent}
 * @param pairs by catalog path: pairs that are settled whatever becomes of the write to the system
 * @param conflicts conflicts, decided and held
 * @param rules by catalog path: the row of the decision table
 */
public record MergePlan(
        Fields record,
        boolean writesCatalog,
        Fields sent,
        SortedMap<String, Value> sentValues,
        SortedMap<String, Pair> pairs,
        List<Clash> conflicts,
        SortedMap<String, FieldRule> rules) {
    /**
     * A conflict on one field.
     *
     * @param path the catalog path
     * @param base the catalog's value of the pair; null at first contact
     * @param catalogValue the catalog's value
     * @param externalValue the system's value in the catalog's form
     * @param policy by which it was decided
     * @param winner who won
     */
    public record Clash(
            String path, @Nullable Value base, Value catalogValue, Value externalValue, String policy, Winner winner) {}

    /** Whether something is written to the system. */
    public boolean writesExternal() {
        return !sent.isEmpty();
    }
}
