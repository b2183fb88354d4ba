/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.itests.simulation.SimulatedSystem.Kind;
import io.bascule.itests.simulation.SimulatedSystem.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I16 nothing goes or comes back without a reason. The runtime deletes a record only because a user deleted its object, and an
 * object only because its record is deleted; a deleted record comes back only by a user who brings it or its object back, or
 * by an edit that the delete had not seen, and a conflict names that.
 */
final class LifeOracle {
    /** What was true so long ago at most may still be the reason for a decision now: reads lag, and calls are slow. */
    private static final Duration RECENTLY = Duration.ofMinutes(2);

    private final End end;
    private final Alarms alarms;

    LifeOracle(End end, Alarms alarms) {
        this.end = end;
        this.alarms = alarms;
    }

    void judge() {
        end.lives().all().forEach(this::life);
        end.systems()
                .forEach((name, system) -> system.journal().stream()
                        .filter(write ->
                                write.kind() == Kind.DELETE && write.actor().equals(SimulatedSystem.ENGINE))
                        .forEach(write -> deletedThere(name, write)));
        end.conflicts().stream()
                .filter(conflict -> conflict.path().equals(Conflict.WHOLE))
                .forEach(this::kept);
    }

    private void life(List<Lives.Version> life) {
        for (int i = 1; i < life.size(); i++) {
            Lives.Version before = life.get(i - 1);
            Lives.Version version = life.get(i);
            if (version.deleted() && before.deleted()) {
                say(version.recordId(), "deleted twice, again with version " + version.number());
            } else if (version.deleted() && !version.actor().equals(Editors.USER)) {
                deletedHere(version);
            } else if (before.deleted() && !version.actor().equals(Editors.USER)) {
                revived(before, version);
            }
        }
    }

    private void deletedHere(Lives.Version version) {
        boolean proven = linksAt(version.recordId(), version.origin(), version.at()).stream()
                .anyMatch(link -> wasDeletedByUser(link, version.at()));
        if (!proven) {
            say(
                    version.recordId(),
                    "version " + version.number() + " deletes it for " + version.origin()
                            + ", where nobody had deleted its object");
        }
        if (!end.mapping(version.origin()).direction().takesIn()) {
            say(version.recordId(), "deleted for " + version.origin() + ", from where nothing flows in");
        }
    }

    /** The links of a record at a system that had not ended before a moment. */
    private List<Link> linksAt(String recordId, String system, Instant at) {
        return end.linksOf(recordId).stream()
                .filter(link -> link.integration().equals(system)
                        && (link.isLive() || !link.updated().isBefore(at)))
                .toList();
    }

    private boolean wasDeletedByUser(Link link, Instant at) {
        SimulatedSystem system = end.system(link.integration());
        SimulatedObject object = system.objects().get(String.valueOf(link.externalId()));
        return object != null
                && object.was(true, at.minus(RECENTLY), at)
                && system.journal().stream()
                        .anyMatch(write -> write.objectId().equals(object.id())
                                && write.kind() == Kind.DELETE
                                && write.actor().equals(Editors.USER)
                                && !write.at().isAfter(at));
    }

    private void revived(Lives.Version grave, Lives.Version version) {
        boolean kept = end.conflicts().stream()
                .anyMatch(conflict -> conflict.path().equals(Conflict.WHOLE)
                        && conflict.recordId().equals(version.recordId())
                        && conflict.winner() == Winner.EXTERNAL
                        && !conflict.at().isBefore(grave.at())
                        && !conflict.at().isAfter(version.at()));
        boolean restored = end.edits().stream()
                .anyMatch(edit -> edit.isRestore()
                        && edit.side().equals(version.origin())
                        && !edit.at().isAfter(version.at())
                        && !edit.at().isBefore(grave.at().minus(RECENTLY))
                        && end.isAbout(edit, version.recordId()));
        if (!kept && !restored) {
            say(
                    version.recordId(),
                    "version " + version.number() + " from " + version.origin()
                            + " brings it back, and nobody had edited or restored it");
        }
    }

    private void deletedThere(String name, Write write) {
        SimulatedObject object = end.system(name).objects().get(write.objectId());
        Set<String> owners = new HashSet<>();
        if (object != null && object.forRecord() != null) {
            owners.add(object.forRecord());
        }
        end.linksOf(name, write.objectId()).forEach(link -> owners.add(String.valueOf(link.recordId())));
        boolean deleted = owners.stream()
                .anyMatch(owner -> end.lives().wasDeleted(owner, write.at().minus(RECENTLY), write.at()));
        if (!deleted) {
            say(write.objectId(), "deleted at " + write.at() + ", while its record " + owners + " lived");
        }
        if (!end.mapping(name).direction().sendsOut()) {
            say(write.objectId(), "deleted where nothing flows out");
        }
    }

    /** The edit stays: there must be one, and the other side must have been deleted. */
    private void kept(Conflict conflict) {
        Link link = end.linksOf(conflict.recordId()).stream()
                .filter(candidate -> candidate.id().equals(conflict.linkId()))
                .findFirst()
                .orElse(null);
        SimulatedObject object =
                link == null ? null : end.system(link.integration()).objects().get(String.valueOf(link.externalId()));
        Lives.Version version = end.lives().version(conflict.recordId(), conflict.recordVersion());
        if (link == null || object == null || version == null) {
            say(conflict.recordId(), "a conflict over a delete, of no link with a record and an object: " + conflict);
            return;
        }
        boolean edited = switch (conflict.winner()) {
            // What was sent and got no answer before the delete is not accounted for, so it counts as an edit.
            case CATALOG ->
                wasDeletedByUser(link, conflict.at())
                        && (isNewThere(object, version, conflict.at()) || link.recordVersion() < version.number());
            case EXTERNAL -> isNewHere(object, version, conflict.at());
            case HELD -> false;
        };
        if (!edited) {
            say(
                    conflict.recordId(),
                    "kept by " + conflict.winner() + " against a delete at " + conflict.at() + " of " + object.id()
                            + ", version " + version.number() + ", though nobody had edited it");
        }
    }

    /** Whether a living record has something that its object never had, and should have got. */
    private boolean isNewThere(SimulatedObject object, Lives.Version version, Instant at) {
        SimulatedSystem system = end.system(object.id().substring(0, object.id().indexOf('_')));
        List<SimulatedObject.State> past = object.states().stream()
                .filter(state -> !state.at().isAfter(at))
                .toList();
        return !version.deleted()
                && end.mapping(system.personality().name()).fields().stream()
                        .filter(FieldMapping::sendsOut)
                        .map(field -> field.catalog().toString())
                        .anyMatch(path -> {
                            String token = version.tokens().getOrDefault(path, "");
                            return token.isEmpty()
                                    ? !token(system, past.get(past.size() - 1), path)
                                            .isEmpty()
                                    : past.stream()
                                            .noneMatch(state ->
                                                    token(system, state, path).equals(token));
                        });
    }

    /** Whether an object has something that its deleted record never had, and would have got. */
    private boolean isNewHere(SimulatedObject object, Lives.Version version, Instant at) {
        SimulatedSystem system = end.system(object.id().substring(0, object.id().indexOf('_')));
        List<Lives.Version> past = end.lives().of(version.recordId()).stream()
                .filter(other -> other.number() <= version.number())
                .toList();
        return version.deleted()
                && object.was(false, at.minus(RECENTLY), at)
                && object.states().stream()
                        .filter(state -> !state.deleted() && !state.at().isAfter(at))
                        .filter(state -> isRecent(object, state, at))
                        .anyMatch(state -> end.mapping(system.personality().name()).fields().stream()
                                .filter(field -> field.direction().takesIn())
                                .map(field -> field.catalog().toString())
                                .anyMatch(path -> {
                                    String token = token(system, state, path);
                                    return token.isEmpty()
                                            ? !version.tokens()
                                                    .getOrDefault(path, "")
                                                    .isEmpty()
                                            : past.stream()
                                                    .noneMatch(other -> token.equals(
                                                            other.tokens().get(path)));
                                }));
    }

    private static boolean isRecent(SimulatedObject object, SimulatedObject.State state, Instant at) {
        List<SimulatedObject.State> states = object.states();
        int next = states.indexOf(state) + 1;
        return next == states.size() || !states.get(next).at().isBefore(at.minus(RECENTLY));
    }

    private static String token(SimulatedSystem system, SimulatedObject.State state, String path) {
        return Objects.requireNonNull(End.tokens(system, state).get(path), path);
    }

    private void say(@Nullable String subject, String text) {
        alarms.raise("I16", String.valueOf(subject), text);
    }
}
