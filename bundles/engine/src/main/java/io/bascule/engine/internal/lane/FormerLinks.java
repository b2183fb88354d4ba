/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Objects that come back after they were deleted. An id alone does not tell: a system may give it to another thing. Its marker
 * does, or that the object shows the match keys with which it was last accounted for.
 */
final class FormerLinks {
    private FormerLinks() {}

    /** The ended link of an object that has come back; empty if it is not known to be the same one. */
    static Optional<Link> of(StoreTransaction tx, Mapping mapping, Link arrival, ExternalRecord object) {
        return tx.links()
                .lastEndedOfObject(arrival.integration(), arrival.type(), Objects.requireNonNull(arrival.externalId()))
                .filter(ended -> ended.recordId() != null && isSame(mapping, ended, object));
    }

    /** The record that an ended link had, deleted or not; empty if another one took it over. */
    static Optional<CatalogRecord> record(StoreTransaction tx, Link ended) {
        return tx.records()
                .find(Objects.requireNonNull(ended.recordId()))
                .filter(record -> record.mergedInto() == null);
    }

    private static boolean isSame(Mapping mapping, Link ended, ExternalRecord object) {
        if (ended.id().equals(object.marker())) {
            return true;
        }
        Set<FieldPath> keys = mapping.keys().stream()
                .map(KeyDefinition::paths)
                .flatMap(paths -> paths.stream())
                .collect(Collectors.toSet());
        return !ended.pairs().isEmpty()
                && mapping.fields().stream()
                        .filter(field -> keys.isEmpty() || keys.contains(field.catalog()))
                        .allMatch(field -> isSame(field, ended, object));
    }

    private static boolean isSame(FieldMapping field, Link ended, ExternalRecord object) {
        Pair pair = ended.pairs().get(field.catalog().toString());
        Value shown = field.externalValue(object.fields());
        return pair == null ? shown == null : shown != null && field.sameExternally(shown, pair.external());
    }
}
