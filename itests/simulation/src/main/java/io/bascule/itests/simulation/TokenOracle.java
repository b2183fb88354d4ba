/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Value;
import io.bascule.itests.simulation.SimulatedSystem.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * I2 no invention and I3 no lost update: each acknowledged edit is final, or overwritten by an edit that saw it, or named as
 * loser in a conflict, or overwritten in the declared window of a system without precondition, which the system's own journal
 * must prove. A system whose change stream tells what each change replaced has no such window, but for what its stream told
 * while the runtime was away for longer than it is kept. A delete counts as an edit of every field: of what a user deleted, that
 * user saw the values; of what the runtime deleted in a system, no more may have been there than it had read.
 */
final class TokenOracle {
    private final End end;
    private final Alarms alarms;
    private final Set<String> written = new HashSet<>();
    private final Set<String> finals = new HashSet<>();
    private final Set<String> seenAndOverwritten = new HashSet<>();
    private final Set<String> losers = new HashSet<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> inTheWindow = new HashSet<>();
    private int excused;

    TokenOracle(End end, Alarms alarms) {
        this.end = end;
        this.alarms = alarms;
    }

    int excused() {
        return excused;
    }

    void judge() {
        end.edits().forEach(edit -> written.add(edit.token()));
        Map<String, Link> unlinked = new HashMap<>();
        end.links().forEach(link -> {
            if (link.recordId() == null || end.work().containsKey(link.id())) {
                unlinked.put(link.integration() + link.externalId(), link);
            }
        });
        for (CatalogRecord record : end.records()) {
            End.tokens(record).forEach((path, token) -> finalValue(record.id(), token));
            finals.addAll(End.tokens(record).values());
        }
        end.systems()
                .forEach((name, system) -> system.living().forEach(object -> {
                    Map<String, String> tokens = End.tokens(system, object);
                    tokens.forEach((path, token) -> finalValue(object.id(), token));
                    end.mapping(name).fields().stream()
                            .filter(field -> !field.direction().takesIn())
                            .forEach(field -> finals.add(
                                    tokens.getOrDefault(field.catalog().toString(), "")));
                    if (unlinked.containsKey(name + object.id())) {
                        finals.addAll(tokens.values());
                    }
                }));
        end.history().forEach(this::history);
        end.lives().all().forEach(life -> life.forEach(this::deleted));
        end.systems().values().forEach(system -> system.journal().forEach(write -> write(system, write)));
        end.conflicts().forEach(this::conflict);
        end.edits().forEach(this::edit);
    }

    private void finalValue(String subject, String token) {
        if (!token.isEmpty() && !written.contains(token)) {
            alarms.raise("I2", subject, "nobody wrote " + token);
        }
    }

    private void history(HistoryEntry entry) {
        if (entry.actor().equals(Editors.USER)) {
            entry.changes().forEach((path, change) -> {
                Value before = change.before();
                if (before != null) {
                    seenAndOverwritten.add(Tokens.of(path, before));
                }
            });
        }
    }

    /**
     * A user who deletes a record has seen what is in it. What a system's delete brings along was seen there, but for fields that
     * are not sent to that system.
     */
    private void deleted(Lives.Version version) {
        if (!version.deleted()) {
            return;
        }
        if (version.actor().equals(Editors.USER)) {
            seenAndOverwritten.addAll(version.tokens().values());
        } else if (end.mappings().containsKey(version.origin())) {
            end.mapping(version.origin()).fields().stream()
                    .filter(field -> !field.sendsOut())
                    .forEach(field -> seenAndOverwritten.add(
                            version.tokens().getOrDefault(field.catalog().toString(), "")));
        }
    }

    private void write(SimulatedSystem system, SimulatedSystem.Write write) {
        for (String path : Personality.FIELDS) {
            String own = system.personality().path(path);
            boolean engine = write.actor().equals(SimulatedSystem.ENGINE);
            Value after = write.after().get(own);
            if (after != null && !engine) {
                versions.put(write.objectId() + Tokens.of(path, after), write.version());
            }
            Value before = write.before().get(own);
            if (before == null) {
                continue;
            }
            String token = Tokens.of(path, before);
            Long seen = write.seen();
            if (!engine || (write.kind() == Kind.DELETE && !takesIn(system, path))) {
                seenAndOverwritten.add(token);
            } else if (seen != null
                    && !system.personality().capabilities().precondition()
                    && (!system.personality().capabilities().changesTellReplaced()
                            || write.kind() == Kind.DELETE
                            || system.isSkipped(write))
                    && versions.getOrDefault(write.objectId() + token, 0L) > seen) {
                inTheWindow.add(token);
            }
        }
    }

    /** Whether a change there would have kept a deleted record alive. */
    private boolean takesIn(SimulatedSystem system, String path) {
        return end.mapping(system.personality().name()).fields().stream()
                .anyMatch(field -> field.catalog().toString().equals(path)
                        && field.direction().takesIn());
    }

    private void conflict(Conflict conflict) {
        if (conflict.path().equals(Conflict.WHOLE)) {
            // Its loser is a delete.
            return;
        }
        if (conflict.winner() != Winner.CATALOG) {
            losers.add(Tokens.of(conflict.path(), conflict.catalogValue()));
        }
        if (conflict.winner() != Winner.EXTERNAL) {
            losers.add(Tokens.of(conflict.path(), conflict.externalValue()));
        }
    }

    private void edit(Edit edit) {
        String token = edit.token();
        if (token.isEmpty()
                || edit.path().equals(Conflict.WHOLE)
                || !edit.isAcknowledged()
                || finals.contains(token)
                || seenAndOverwritten.contains(token)
                || losers.contains(token)) {
            return;
        }
        if (inTheWindow.contains(token)) {
            excused++;
            return;
        }
        alarms.raise("I3", edit.subject(), "lost: " + edit);
    }
}
