/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I4 policy honoured: the winner of each conflict, computed anew from the times at which the sides' own clocks saw the values
 * written. A system tells the time of its row, not of the field, so a time is a span from the write to the row's last change.
 */
final class PolicyOracle {
    private final End end;
    private final Alarms alarms;
    private final Map<String, Edit> edits = new HashMap<>();

    private record Span(Instant from, Instant to) {}

    PolicyOracle(End end, Alarms alarms) {
        this.end = end;
        this.alarms = alarms;
    }

    void judge() {
        end.edits().forEach(edit -> edits.merge(edit.token(), edit, (one, other) -> one.number() < 0 ? one : other));
        end.conflicts().forEach(this::conflict);
    }

    private void conflict(Conflict conflict) {
        if (conflict.path().equals(Conflict.WHOLE)) {
            // The life oracle judges who wins it.
            if (!conflict.policy().equals(Conflict.EDIT_STAYS)) {
                say(conflict, "unknown policy");
            }
            return;
        }
        if (conflict.policy().equals(Conflict.OVERWRITTEN)) {
            // Nobody decided it: our write had replaced the value before anybody read it. That it is named is all there
            // is.
            must(conflict, Winner.CATALOG);
            return;
        }
        if (conflict.policy().equals(Conflict.OBJECT_GONE)) {
            must(conflict, Winner.CATALOG);
            return;
        }
        Conflict.Resolution decided = conflict.resolution();
        if (decided != null && end.ended().stream().anyMatch(link -> link.id().equals(conflict.linkId()))) {
            // With the link there is nothing left to carry out.
            return;
        }
        if (decided != null) {
            // All is at rest, so what a person decided has been carried out.
            must(conflict, decided.winner());
            return;
        }
        FieldMapping field = end.mapping(conflict.integration()).fields().stream()
                .filter(candidate -> candidate.catalog().toString().equals(conflict.path()))
                .findFirst()
                .orElseThrow();
        if (field.direction() != Direction.BOTH) {
            Winner owner = field.direction() == Direction.OUT ? Winner.CATALOG : Winner.EXTERNAL;
            if (conflict.winner() != owner && conflict.winner() != Winner.HELD) {
                say(conflict, "the owner is " + owner);
            }
            return;
        }
        switch (conflict.policy()) {
            case "catalog" -> must(conflict, Winner.CATALOG);
            case "external" -> must(conflict, Winner.EXTERNAL);
            case "manual" -> must(conflict, Winner.HELD);
            case "newest" -> newest(conflict);
            default -> say(conflict, "unknown policy");
        }
    }

    private void must(Conflict conflict, Winner winner) {
        if (conflict.winner() != winner) {
            say(conflict, "the winner is " + winner);
        }
    }

    private void newest(Conflict conflict) {
        Span catalog = span(Tokens.of(conflict.path(), conflict.catalogValue()), conflict.at());
        Span external = span(Tokens.of(conflict.path(), conflict.externalValue()), conflict.at());
        if (catalog == null || external == null) {
            return;
        }
        Duration skew = end.mapping(conflict.integration()).capabilities().skew();
        if (conflict.winner() == Winner.CATALOG
                && external.from().isAfter(catalog.to().plus(skew))) {
            say(conflict, "the system's value is newer: " + external + " after " + catalog);
        }
        if (conflict.winner() == Winner.EXTERNAL
                && catalog.from().isAfter(external.to().plus(skew))) {
            say(conflict, "the catalog's value is newer: " + catalog + " after " + external);
        }
    }

    /** When the value was written by the clock of its side; null if it is blank. */
    private @Nullable Span span(String token, Instant until) {
        Edit edit = edits.get(token);
        if (token.isEmpty() || edit == null || end.sharedKeys().contains(token)) {
            return null;
        }
        if (edit.side().equals(Editors.CATALOG)) {
            return new Span(edit.told(), edit.told());
        }
        Instant last = edit.told();
        for (SimulatedSystem.Write write : end.system(edit.side()).journal()) {
            if (write.objectId().equals(edit.subject())
                    && !write.at().isAfter(until)
                    && write.told().isAfter(last)) {
                last = write.told();
            }
        }
        return new Span(edit.told(), last);
    }

    private void say(Conflict conflict, String text) {
        alarms.raise(
                "I4",
                conflict.recordId(),
                conflict.integration() + " " + conflict.path() + " " + conflict.policy() + " won by "
                        + conflict.winner() + " at " + conflict.at() + ", " + text + ": "
                        + Tokens.of(conflict.path(), conflict.catalogValue()) + " / "
                        + Tokens.of(conflict.path(), conflict.externalValue()));
    }
}
