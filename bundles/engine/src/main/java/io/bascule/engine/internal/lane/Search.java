/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Finds;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.map.Mapping;
import java.util.List;
import java.util.Map;

/** Looking for objects in a system, by marker or by match key. */
final class Search {
    /** More candidates than this are as good as "several". */
    private static final int MOST_CANDIDATES = 10;

    /** How sure a result is. */
    enum Proof {
        /** The objects carry the marker: they are ours. */
        MARKER,
        /** The objects have a key of the record. */
        KEY,
        /** There was no way to look. */
        IMPOSSIBLE
    }

    /** What was found. */
    record Result(Proof proof, List<ExternalRecord> objects, String why) {}

    /** Looks for the object of a create whose outcome is unknown. */
    Result afterCreate(Job job, Intent intent) {
        TypeCapabilities capabilities = job.mapping().capabilities();
        String marker = capabilities.markerField();
        if (marker != null
                && capabilities.findable().contains(marker)
                && job.integration().connector() instanceof Finds finds) {
            List<ExternalRecord> objects = finds.find(
                    job.mapping().externalType(), Map.of(marker, Value.of(intent.linkId())), MOST_CANDIDATES);
            return new Result(
                    Proof.MARKER,
                    objects.stream()
                            .filter(object -> intent.linkId().equals(object.marker()) && !object.deleted())
                            .toList(),
                    "");
        }
        return byKey(job.integration(), job.mapping(), sent(job, intent));
    }

    /** The values of a frozen request by catalog paths: its keys are looked for, whatever the record has come to hold since. */
    static Fields sent(Job job, Intent intent) {
        Fields sent = Fields.EMPTY;
        for (var field : job.mapping()
                .takenApart(Fields.EMPTY, Fields.EMPTY, intent.catalogValues().keySet())
                .fields()) {
            Value value = intent.catalogValues().get(field.catalog().toString());
            if (value != null) {
                sent = field.catalog().set(sent, value);
            }
        }
        return sent;
    }

    /** Looks for objects that have a key of a record; the strongest key that finds any decides. */
    Result byKey(Integration integration, Mapping mapping, Fields record) {
        if (!(integration.connector() instanceof Finds finds)) {
            return new Result(Proof.IMPOSSIBLE, List.of(), "It cannot be searched.");
        }
        boolean looked = false;
        for (KeyDefinition definition : mapping.keys()) {
            Map<String, Value> query = mapping.query(definition, record);
            MatchKey key = MatchKey.of(definition, record);
            if (query == null || key == null) {
                continue;
            }
            looked = true;
            List<ExternalRecord> objects = finds.find(mapping.externalType(), query, MOST_CANDIDATES).stream()
                    .filter(object -> !object.deleted()
                            && key.equals(MatchKey.of(definition, mapping.toCatalog(object.fields()))))
                    .toList();
            if (!objects.isEmpty()) {
                return new Result(Proof.KEY, objects, "");
            }
        }
        return looked
                ? new Result(Proof.KEY, List.of(), "")
                : new Result(
                        Proof.IMPOSSIBLE, List.of(), "The record has none of the keys by which it can be searched.");
    }
}
