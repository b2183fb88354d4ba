/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.bascule.demo.oracle.ConflictRecord;
import io.bascule.demo.oracle.Creation;
import io.bascule.demo.oracle.Edit;
import io.bascule.demo.oracle.Evidence;
import io.bascule.demo.oracle.Finding;
import io.bascule.demo.oracle.Oracle;
import io.bascule.demo.oracle.ParkedWork;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import io.bascule.demo.oracle.Subject;
import io.bascule.demo.oracle.Verdict;
import io.bascule.demo.oracle.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a world at rest with its own eyes, and has the oracle judge it. */
public final class EvidenceReader {
    private static final int HISTORIES = 200;

    private final World world;

    /** @param world at rest */
    public EvidenceReader(World world) {
        this.world = world;
    }

    /** What was read, and what the oracle says to it. */
    public record Judgement(Evidence evidence, Verdict verdict) {}

    /**
     * Reads and judges.
     *
     * @param edits every edit, and the seeds
     */
    public Judgement judge(List<Edit> edits) {
        List<SideObject> objects = new ArrayList<>();
        for (String type : List.of(FieldMap.CUSTOMER, FieldMap.PRODUCT)) {
            world.sides().values().forEach(side -> objects.addAll(side.readAll(type)));
        }
        Journals journals = new Journals(world);
        Map<String, Subject> subjectsById = new HashMap<>();
        objects.stream()
                .filter(object -> object.side() == Side.CATALOG)
                .forEach(object -> subjectsById.put(object.id(), object.subject()));
        List<Write> writes = new ArrayList<>(journals.writes());
        Set<Subject> unclear = new LinkedHashSet<>();
        edits.stream()
                .filter(edit -> edit.side() == Side.CATALOG && edit.outcome() == Edit.Outcome.UNKNOWN)
                .forEach(edit -> unclear.add(edit.subject()));
        writes.addAll(histories(objects, unclear));
        Evidence evidence = new Evidence(
                FieldMap.mapped(),
                edits,
                objects,
                writes,
                journals.creations(),
                conflicts(subjectsById),
                parked(subjectsById, objects));
        Verdict verdict = Oracle.judge(evidence);
        if (verdict.findings().isEmpty()) {
            return new Judgement(evidence, verdict);
        }
        return withHistories(evidence, verdict, unclear);
    }

    /** The catalog's history of whatever is not well, so that its timeline is whole. */
    private Judgement withHistories(Evidence evidence, Verdict verdict, Set<Subject> known) {
        Set<Subject> suspects = new LinkedHashSet<>();
        verdict.findings().stream()
                .map(Finding::subject)
                .filter(subject -> !known.contains(subject))
                .distinct()
                .limit(HISTORIES)
                .forEach(suspects::add);
        List<Write> writes = new ArrayList<>(evidence.writes());
        writes.addAll(histories(evidence.objects(), suspects));
        Evidence whole = new Evidence(
                evidence.mapped(),
                evidence.edits(),
                evidence.objects(),
                writes,
                evidence.creations(),
                evidence.conflicts(),
                evidence.parked());
        return new Judgement(whole, Oracle.judge(whole));
    }

    private List<Write> histories(List<SideObject> objects, Set<Subject> subjects) {
        List<Write> writes = new ArrayList<>();
        for (SideObject object : objects) {
            if (object.side() == Side.CATALOG && subjects.contains(object.subject())) {
                writes.addAll(history(object));
            }
        }
        return writes;
    }

    private List<Write> history(SideObject object) {
        List<Write> writes = new ArrayList<>();
        JsonNode history = world.catalog()
                .read("/catalog/%s/%s/history".formatted(object.subject().type(), object.id()));
        for (JsonNode version : history.path("items")) {
            Instant at = Instant.parse(version.path("at").asText());
            boolean byBascule = !version.path("actor").asText().startsWith("token:");
            for (Map.Entry<String, JsonNode> change : version.path("changes").properties()) {
                SortedMap<String, String> before =
                        FlatFields.flatten(change.getKey(), change.getValue().path("before"));
                SortedMap<String, String> after =
                        FlatFields.flatten(change.getKey(), change.getValue().path("after"));
                Set<String> paths = new LinkedHashSet<>(before.keySet());
                paths.addAll(after.keySet());
                for (String path : paths) {
                    writes.add(new Write(
                            Side.CATALOG,
                            object.subject(),
                            object.id(),
                            version.path("version").asLong() == 1,
                            path,
                            before.get(path),
                            after.get(path),
                            byBascule,
                            at));
                }
            }
        }
        return writes;
    }

    private List<ConflictRecord> conflicts(Map<String, Subject> subjectsById) {
        List<ConflictRecord> conflicts = new ArrayList<>();
        for (JsonNode conflict : world.catalog().pages("/conflicts")) {
            Subject subject = subjectsById.get(conflict.path("record").asText());
            if (subject != null) {
                addConflict(conflicts, conflict, subject);
            }
        }
        return conflicts;
    }

    private static void addConflict(List<ConflictRecord> conflicts, JsonNode conflict, Subject subject) {
        String path = conflict.path("path").asText();
        SortedMap<String, String> catalog = FlatFields.flatten(path, conflict.path("catalog"));
        SortedMap<String, String> external = FlatFields.flatten(path, conflict.path("external"));
        Set<String> paths = new LinkedHashSet<>(catalog.keySet());
        paths.addAll(external.keySet());
        for (String place : paths) {
            conflicts.add(new ConflictRecord(
                    conflict.path("id").asText(),
                    conflict.path("integration").asText(),
                    subject,
                    place,
                    catalog.get(place),
                    external.get(place),
                    conflict.path("policy").asText(),
                    ConflictRecord.Winner.of(conflict.path("winner").asText()),
                    Instant.parse(conflict.path("at").asText())));
        }
    }

    private List<ParkedWork> parked(Map<String, Subject> subjectsById, List<SideObject> objects) {
        List<JsonNode> work = new ArrayList<>(world.catalog().pages("/work?state=parked"));
        work.addAll(world.catalog().pages("/work?state=parked-for-person"));
        Map<String, Subject> subjectsByObject = new HashMap<>();
        objects.forEach(object -> subjectsByObject.put(object.side().text() + " " + object.id(), object.subject()));
        return work.stream()
                .map(item -> new ParkedWork(
                        item.path("link").asText(),
                        item.path("integration").asText(),
                        subject(item, subjectsById, subjectsByObject),
                        item.path("record").isNull() ? item.path("externalId").textValue() : null,
                        item.path("code").asText(),
                        item.path("reason").asText()))
                .toList();
    }

    /** What work is about: its record, or its object while that belongs to none. */
    private static @Nullable Subject subject(
            JsonNode work, Map<String, Subject> subjectsById, Map<String, Subject> subjectsByObject) {
        String record = work.path("record").textValue();
        return record != null
                ? subjectsById.get(record)
                : subjectsByObject.get(work.path("integration").asText() + " "
                        + work.path("externalId").asText());
    }

    /** The journals of the shop and of Stripe. */
    private static final class Journals {
        private final List<Write> writes = new ArrayList<>();
        private final List<Creation> creations = new ArrayList<>();

        private Journals(World world) {
            world.shopOwner().journal().forEach(this::add);
            Map<String, SortedMap<String, String>> present = new HashMap<>();
            world.stripe().journal().forEach(entry -> add(entry, present));
        }

        private List<Write> writes() {
            return writes;
        }

        private List<Creation> creations() {
            return creations;
        }

        private void add(ShopChange change) {
            FieldMap map = FieldMap.of(Side.SHOP, change.type()).orElseThrow();
            SortedMap<String, String> before = columns(map, change.before());
            SortedMap<String, String> after = columns(map, change.after());
            boolean create = change.action().equals("INSERT");
            add(
                    map,
                    change.key(),
                    create,
                    before,
                    after,
                    change.user().equals(io.bascule.demo.shop.Shop.BASCULE),
                    change.at());
        }

        private static SortedMap<String, String> columns(FieldMap map, JsonNode row) {
            SortedMap<String, String> fields = new TreeMap<>();
            map.fields().forEach((path, column) -> {
                String text = FlatFields.text(row.path(column));
                if (text != null) {
                    fields.put(path, text);
                }
            });
            return fields;
        }

        private void add(JsonNode entry, Map<String, SortedMap<String, String>> present) {
            if (!entry.path("type").asText().equals(FieldMap.CUSTOMER)) {
                return;
            }
            FieldMap map = FieldMap.STRIPE_CUSTOMER;
            String id = entry.path("id").asText();
            String action = entry.path("action").asText();
            SortedMap<String, String> before = present.getOrDefault(id, new TreeMap<>());
            SortedMap<String, String> after =
                    action.equals("delete") ? new TreeMap<>() : StripeSide.fields(map, entry.path("object"));
            present.put(id, after);
            boolean byBascule = !entry.path("idempotencyKey").asText().startsWith(StripeSide.OWN_KEY);
            add(
                    map,
                    id,
                    action.equals("create"),
                    before,
                    after,
                    byBascule,
                    Instant.parse(entry.path("time").asText()));
        }

        private void add(
                FieldMap map,
                String id,
                boolean create,
                SortedMap<String, String> before,
                SortedMap<String, String> after,
                boolean byBascule,
                Instant at) {
            String key = after.getOrDefault(map.key(), before.getOrDefault(map.key(), ""));
            Subject subject = new Subject(map.type(), key);
            if (create) {
                creations.add(new Creation(map.side(), subject, id, byBascule, at));
            }
            for (String path : map.fields().keySet()) {
                @Nullable String was = before.get(path);
                @Nullable String is = after.get(path);
                if (was == null ? is != null : !was.equals(is)) {
                    writes.add(new Write(map.side(), subject, id, create, path, was, is, byBascule, at));
                }
            }
        }
    }
}
