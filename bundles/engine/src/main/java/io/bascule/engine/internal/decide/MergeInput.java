/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Fields;
import io.bascule.engine.internal.map.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A record, an object and what was last accounted for.
 *
 * @param mapping how they correspond
 * @param pairs the link's pairs by catalog path
 * @param record the record's fields
 * @param origins who set the record's fields and when, by flat path
 * @param object the object's fields
 * @param changedAt when the object changed by the system's clock; null if the system does not tell
 * @param resolved what people decided about the conflicts that are held
 */
public record MergeInput(
        Mapping mapping,
        SortedMap<String, Pair> pairs,
        Fields record,
        SortedMap<String, FieldOrigin> origins,
        Fields object,
        @Nullable Instant changedAt,
        List<Resolved> resolved) {
    /** Of which nobody decided anything. */
    public MergeInput(
            Mapping mapping,
            SortedMap<String, Pair> pairs,
            Fields record,
            SortedMap<String, FieldOrigin> origins,
            Fields object,
            @Nullable Instant changedAt) {
        this(mapping, pairs, record, origins, object, changedAt, List.of());
    }

    /** The same, with what people decided. */
    public MergeInput with(List<Resolved> decided) {
        return new MergeInput(mapping, pairs, record, origins, object, changedAt, decided);
    }
}
