/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import io.bascule.demo.oracle.Edit.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that is known of one subject. Not safe for use by several threads. */
final class Dossier {
    private final Subject subject;
    private final Map<Side, Set<String>> mapped;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Creation> creations = new ArrayList<>();
    private final List<SideObject> objects = new ArrayList<>();
    private final List<ConflictRecord> conflicts = new ArrayList<>();
    private final List<ParkedWork> parked = new ArrayList<>();

    Dossier(Subject subject, Map<Side, Set<String>> mapped) {
        this.subject = subject;
        this.mapped = Map.copyOf(mapped);
    }

    void add(Edit edit) {
        edits.add(edit);
    }

    void add(Write write) {
        writes.add(write);
    }

    void add(Creation creation) {
        creations.add(creation);
    }

    void add(SideObject object) {
        objects.add(object);
    }

    void add(ConflictRecord conflict) {
        conflicts.add(conflict);
    }

    void add(ParkedWork work) {
        parked.add(work);
    }

    Subject subject() {
        return subject;
    }

    List<Creation> creations() {
        return creations;
    }

    List<ConflictRecord> conflicts() {
        return conflicts;
    }

    List<ParkedWork> parked() {
        return parked;
    }

    List<SideObject> objects(Side side) {
        return objects.stream().filter(object -> object.side() == side).toList();
    }

    boolean exists() {
        return !objects.isEmpty()
                || !creations.isEmpty()
                || edits.stream().anyMatch(edit -> edit.outcome() == Outcome.ACKNOWLEDGED);
    }

    /** Every catalog path that some side holds. */
    NavigableSet<String> fields() {
        NavigableSet<String> all = new TreeSet<>();
        mapped.values().forEach(all::addAll);
        return all;
    }

    List<Edit> edits(String field) {
        return edits.stream().filter(edit -> edit.changes().containsKey(field)).toList();
    }

    /** The value on each side that maps the field and has the subject; an empty text where the field is absent. */
    Map<Side, String> finalValues(String field) {
        Map<Side, String> values = new EnumMap<>(Side.class);
        for (SideObject object : objects) {
            if (mapped.getOrDefault(object.side(), Set.of()).contains(field) && !isSetApart(object)) {
                // Of several objects the first counts; that there are several is a finding of its own.
                values.putIfAbsent(object.side(), object.fields().getOrDefault(field, ""));
            }
        }
        return values;
    }

    /** Whether an object belongs to no record, and a person was told that it is the twin of one that does. */
    private boolean isSetApart(SideObject object) {
        return parked.stream()
                .anyMatch(work -> work.isTwin()
                        && object.id().equals(work.objectId())
                        && object.side().text().equals(work.integration()));
    }

    /** Whether a value stands in an object at rest, be it one that was set apart. */
    boolean stands(String field, String value) {
        return objects.stream()
                .filter(object -> mapped.getOrDefault(object.side(), Set.of()).contains(field))
                .anyMatch(object -> object.fields().getOrDefault(field, "").equals(value));
    }

    boolean isHeld(String field) {
        return conflicts.stream()
                .anyMatch(conflict -> conflict.path().equals(field) && conflict.winner() == ConflictRecord.Winner.HELD);
    }

    /** Whether an edit took place: its writer was told so, or the side's journal says so. */
    boolean wasApplied(Edit edit, String field) {
        return edit.outcome() == Outcome.ACKNOWLEDGED
                || !journalled(edit, field).isEmpty();
    }

    /** The values that an edit replaced: what its writer saw, and what the side's journal says was there. */
    Set<String> replacedBy(Edit edit, String field) {
        Set<String> replaced = new HashSet<>();
        if (edit.kind() == Edit.Kind.UPDATE) {
            String seen = Objects.requireNonNull(edit.changes().get(field)).before();
            replaced.add(seen == null ? "" : seen);
        }
        for (Write write : journalled(edit, field)) {
            if (!write.create()) {
                replaced.add(write.before() == null ? "" : write.before());
            }
        }
        return replaced;
    }

    private List<Write> journalled(Edit edit, String field) {
        Change change = Objects.requireNonNull(edit.changes().get(field));
        return writes.stream()
                .filter(write -> write.side() == edit.side()
                        && !write.byBascule()
                        && write.field().equals(field)
                        && Objects.equals(write.after(), change.after()))
                .toList();
    }

    /** Whether some edit wrote this value. */
    boolean wasWritten(String field, String value) {
        return writerOf(field, value).isPresent();
    }

    Optional<Edit> writerOf(String field, @Nullable String value) {
        return edits(field).stream()
                .filter(edit -> Objects.equals(
                        Objects.requireNonNull(edit.changes().get(field)).after(), value))
                .findFirst();
    }

    /** What is known of a field, or of the whole subject, oldest first. */
    List<String> timeline(@Nullable String field) {
        List<Entry> entries = new ArrayList<>();
        for (Edit edit : edits) {
            edit.changes().forEach((path, change) -> {
                if (path.equals(field) || (field == null && edit.kind() != Edit.Kind.SEED && path.equals("email"))) {
                    entries.add(new Entry(
                            edit.at(),
                            "%s %s in %s %s: %s, replaced %s (%s)"
                                    .formatted(
                                            edit.kind() == Edit.Kind.SEED ? "seed" : "edit",
                                            edit.id(),
                                            edit.side().text(),
                                            edit.objectId(),
                                            quoted(change.after()),
                                            quoted(change.before()),
                                            edit.outcome())));
                }
            });
        }
        for (Write write : writes) {
            if (write.field().equals(field)) {
                entries.add(new Entry(
                        write.at(),
                        "journal of %s, %s, by %s: %s, was %s"
                                .formatted(
                                        write.side().text(),
                                        write.objectId(),
                                        write.byBascule() ? "Bascule" : "a user",
                                        quoted(write.after()),
                                        quoted(write.before()))));
            }
        }
        if (field == null) {
            creations.forEach(creation -> entries.add(new Entry(
                    creation.at(),
                    "made in %s as %s by %s"
                            .formatted(
                                    creation.side().text(),
                                    creation.objectId(),
                                    creation.byBascule() ? "Bascule" : "a user"))));
        }
        for (ConflictRecord conflict : conflicts) {
            if (field == null || conflict.path().equals(field)) {
                entries.add(new Entry(
                        conflict.at(),
                        "conflict %s with %s on %s: catalog %s, external %s, policy %s, winner %s"
                                .formatted(
                                        conflict.id(),
                                        conflict.integration(),
                                        conflict.path(),
                                        quoted(conflict.catalog()),
                                        quoted(conflict.external()),
                                        conflict.policy(),
                                        conflict.winner())));
            }
        }
        List<String> lines = new ArrayList<>();
        entries.stream()
                .sorted(Comparator.comparing(Entry::at))
                .forEach(entry -> lines.add(entry.at() + " " + entry.text()));
        parked.forEach(
                work -> lines.add("parked on %s: %s, %s".formatted(work.integration(), work.code(), work.reason())));
        if (field != null) {
            lines.add("at rest: " + finalValues(field));
        }
        return lines;
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "nothing" : "\"" + value + "\"";
    }

    private record Entry(Instant at, String text) {}
}
