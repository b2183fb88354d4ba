/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which pairs an answer to a write settles. */
final class Accounting {
    private final LaneServices services;

    Accounting(LaneServices services) {
        this.services = services;
    }

    /**
     * What an answer settles.
     *
     * @param pairs the settled pairs by catalog path
     * @param foreign whether the answer shows something that is not of our making and has to be merged
     */
    record Settled(SortedMap<String, Pair> pairs, boolean foreign) {}

    /**
     * Holds an answer against the request: an answer of that very write settles the fields that were sent, whatever the system
     * made of them; in any other answer an equal value settles the field and a different one is somebody else's change. Fields
     * that were not sent and differ from their pair are somebody else's change in any case.
     */
    Settled ofAnswer(Mapping mapping, Link link, Intent intent, ExternalRecord object, boolean own) {
        boolean taken = own || services.planted(Mistake.FOLLOW_UP_READ_AS_ANSWER);
        SortedMap<String, Pair> pairs = new TreeMap<>();
        boolean foreign = false;
        Set<String> paths = new TreeSet<>(link.pairs().keySet());
        paths.addAll(intent.catalogValues().keySet());
        for (FieldMapping field :
                mapping.takenApart(Fields.EMPTY, object.fields(), paths).fields()) {
            String path = field.catalog().toString();
            Value answered = field.externalValue(object.fields());
            Value ours = intent.catalogValues().get(path);
            if (ours != null) {
                Value sent = field.conversion().toExternal(ours);
                if (answered != null && (taken || field.sameExternally(answered, sent))) {
                    pairs.put(path, new Pair(ours, answered, field.hash()));
                } else if (answered != null
                        && intent.action() == Intent.Action.CREATE
                        && isStillToCome(mapping, field, answered)) {
                    foreign = true;
                    if (!answered.isBlank()) {
                        pairs.put(path, new Pair(Value.ofNull(), answered, field.hash()));
                    }
                } else {
                    pairs.put(path, new Pair(ours, sent, field.hash()));
                    foreign |= answered != null;
                }
            } else {
                Pair pair = link.pairs().get(path);
                if (pair == null && isBlankOnCreate(field, intent, answered)) {
                    pairs.put(path, new Pair(Value.ofNull(), Objects.requireNonNull(answered), field.hash()));
                } else {
                    foreign |= unsent(field, pair, answered, pairs);
                }
            }
        }
        return new Settled(pairs, foreign);
    }

    /** Whether an object shows a field as a create in several calls leaves it before the call that sets it: that is no edit. */
    private static boolean isStillToCome(Mapping mapping, FieldMapping field, Value answered) {
        Map<String, String> later = mapping.capabilities().laterSteps();
        FieldMapping.Within within = field.within();
        if (within != null) {
            return answered instanceof Value.Null
                    && later.containsKey(within.list().toString());
        }
        String before = later.get(field.external().toString());
        return before != null && before.equals(answered.textOrNull());
    }

    /** What was blank here was not sent; if it is blank there too, both agree. */
    private static boolean isBlankOnCreate(FieldMapping field, Intent intent, @Nullable Value answered) {
        return intent.action() == Intent.Action.CREATE && field.sendsOut() && answered != null && answered.isBlank();
    }

    private boolean unsent(
            FieldMapping field, @Nullable Pair pair, @Nullable Value answered, SortedMap<String, Pair> pairs) {
        if (answered == null) {
            return false;
        }
        if (pair == null) {
            // What only flows out was blank here, or it would have been sent: what the system holds stays there.
            // Of what flows in the request does not tell whether both sides agree, be it blank there; the merge does.
            return field.takesIn();
        }
        if (!pair.mapping().equals(field.hash())) {
            return true;
        }
        if (field.sameExternally(answered, pair.external())) {
            return false;
        }
        if (services.planted(Mistake.FOREIGN_CHANGE_INTO_PAIR)) {
            pairs.put(field.catalog().toString(), new Pair(pair.catalog(), answered, field.hash()));
            return false;
        }
        return true;
    }
}
