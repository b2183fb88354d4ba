/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Finding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges a world at rest. Every acknowledged edit must be the final value, or overwritten by an edit that saw it, or named as
 * loser of a conflict; all sides must hold the same; nothing may be there twice. Equal sides alone prove nothing: two sides
 * that both forgot an edit are equal as well.
 */
public final class Oracle {
    /** Closer together than this, the newest of two edits can't be told by clocks of different machines. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final Evidence evidence;
    private final Dossiers dossiers;
    private final List<Finding> findings = new ArrayList<>();
    private long held;
    private long twins;

    private Oracle(Evidence evidence) {
        this.evidence = evidence;
        this.dossiers = new Dossiers(evidence);
    }

    /** The judgement. */
    public static Verdict judge(Evidence evidence) {
        return new Oracle(evidence).judge();
    }

    private Verdict judge() {
        for (Dossier dossier : dossiers.all()) {
            judgeObjects(dossier);
            for (String field : dossier.fields()) {
                judgeAgreement(dossier, field);
                judgeEdits(dossier, field);
            }
            dossier.conflicts().forEach(conflict -> judgeWinner(dossier, conflict));
        }
        long edits = evidence.edits().stream()
                .filter(edit -> edit.kind() != Edit.Kind.SEED)
                .count();
        return new Verdict(findings, edits, held, twins);
    }

    private void judgeObjects(Dossier dossier) {
        Map<Side, Set<String>> mapped =
                evidence.mapped().getOrDefault(dossier.subject().type(), Map.of());
        for (Side side : Side.values()) {
            if (!mapped.containsKey(side)) {
                continue;
            }
            long live = dossier.objects(side).size();
            List<Creation> byBascule = dossier.creations().stream()
                    .filter(creation -> creation.side() == side && creation.byBascule())
                    .toList();
            if (byBascule.size() > 1) {
                add(
                        Kind.DUPLICATE,
                        dossier,
                        null,
                        "Bascule made it %d times in %s: %s".formatted(byBascule.size(), side.text(), ids(byBascule)));
            } else if (live > 1 && !isTwinOfAnother(dossier, side)) {
                add(
                        Kind.DUPLICATE,
                        dossier,
                        null,
                        "%d objects in %s: %s"
                                .formatted(
                                        live,
                                        side.text(),
                                        dossier.objects(side).stream()
                                                .map(SideObject::id)
                                                .toList()));
            } else if (live > 1) {
                twins++;
            }
            if (live == 0) {
                add(Kind.MISSING, dossier, null, "no object in " + side.text());
            }
        }
    }

    /** A user of a system may make a second object between our look and our create; then a person must have been told. */
    private static boolean isTwinOfAnother(Dossier dossier, Side side) {
        return side != Side.CATALOG && dossier.parked().stream().anyMatch(ParkedWork::isTwin);
    }

    private void judgeAgreement(Dossier dossier, String field) {
        Map<Side, String> values = dossier.finalValues(field);
        Set<String> distinct = new HashSet<>(values.values());
        if (distinct.size() > 1) {
            if (dossier.isHeld(field)) {
                held++;
            } else {
                add(Kind.UNEQUAL, dossier, field, values.toString());
            }
        }
        for (String value : distinct) {
            if (!value.isEmpty() && !dossier.wasWritten(field, value)) {
                add(Kind.INVENTED, dossier, field, "nobody wrote \"" + value + "\"");
            }
        }
    }

    private void judgeEdits(Dossier dossier, String field) {
        for (Edit edit : dossier.edits(field)) {
            Change change = Objects.requireNonNull(edit.changes().get(field));
            if (dossier.wasApplied(edit, field) && !isAccountedFor(dossier, field, edit, change.after())) {
                add(
                        Kind.LOST,
                        dossier,
                        field,
                        "%s in %s wrote \"%s\", which is neither the final value nor overwritten by"
                                        .formatted(edit.id(), edit.side().text(), change.after())
                                + " an edit that saw it nor named as loser in a conflict");
            }
        }
    }

    private static boolean isAccountedFor(Dossier dossier, String field, Edit edit, @Nullable String written) {
        String value = written == null ? "" : written;
        if (dossier.stands(field, value)) {
            return true;
        }
        boolean overwritten = dossier.edits(field).stream()
                .filter(other -> !other.id().equals(edit.id()) && dossier.wasApplied(other, field))
                .anyMatch(other -> dossier.replacedBy(other, field).contains(value));
        return overwritten
                || dossier.conflicts().stream()
                        .anyMatch(conflict -> conflict.path().equals(field) && conflict.accountsFor(written));
    }

    private void judgeWinner(Dossier dossier, ConflictRecord conflict) {
        Optional<ConflictRecord.Winner> expected = expectedWinner(dossier, conflict);
        if (expected.isPresent() && expected.get() != conflict.winner()) {
            add(
                    Kind.WRONG_WINNER,
                    dossier,
                    conflict.path(),
                    "by policy %s %s wins, but Bascule took %s (conflict %s)"
                            .formatted(
                                    conflict.policy(),
                                    expected.get().name().toLowerCase(Locale.ROOT),
                                    conflict.winner().name().toLowerCase(Locale.ROOT),
                                    conflict.id()));
        }
    }

    private static Optional<ConflictRecord.Winner> expectedWinner(Dossier dossier, ConflictRecord conflict) {
        String policy = conflict.policy().toLowerCase(Locale.ROOT);
        if (policy.equals("overwritten")) {
            // Nobody decided: the system's value had been replaced before anybody read it. It must be named as the
            // loser.
            return Optional.of(ConflictRecord.Winner.CATALOG);
        }
        if (policy.contains("manual")) {
            return Optional.of(ConflictRecord.Winner.HELD);
        }
        if (policy.contains("external")) {
            return Optional.of(ConflictRecord.Winner.EXTERNAL);
        }
        if (policy.contains("catalog")) {
            return Optional.of(ConflictRecord.Winner.CATALOG);
        }
        Optional<Edit> catalog = dossier.writerOf(conflict.path(), conflict.catalog());
        Optional<Edit> external = dossier.writerOf(conflict.path(), conflict.external());
        if (catalog.isEmpty() || external.isEmpty() || conflict.winner() == ConflictRecord.Winner.HELD) {
            return Optional.empty();
        }
        Duration apart = Duration.between(external.get().at(), catalog.get().at());
        return apart.abs().compareTo(SKEW) < 0
                ? Optional.empty()
                : Optional.of(apart.isNegative() ? ConflictRecord.Winner.EXTERNAL : ConflictRecord.Winner.CATALOG);
    }

    private void add(Kind kind, Dossier dossier, @Nullable String field, String text) {
        findings.add(new Finding(kind, dossier.subject(), field, text, dossier.timeline(field)));
    }

    private static String ids(List<Creation> creations) {
        return creations.stream()
                .map(creation -> creation.objectId() + " at " + creation.at())
                .collect(Collectors.joining(", "));
    }

    /** The dossiers of all subjects. */
    private static final class Dossiers {
        private final Evidence evidence;
        private final Map<Subject, Dossier> bySubject = new TreeMap<>();

        private Dossiers(Evidence evidence) {
            this.evidence = evidence;
            evidence.edits().stream()
                    .filter(edit -> edit.outcome() != Outcome.REFUSED)
                    .forEach(edit -> of(edit.subject()).add(edit));
            evidence.writes().forEach(write -> of(write.subject()).add(write));
            evidence.creations().forEach(creation -> of(creation.subject()).add(creation));
            evidence.objects().forEach(object -> of(object.subject()).add(object));
            evidence.conflicts().forEach(conflict -> of(conflict.subject()).add(conflict));
            for (ParkedWork parked : evidence.parked()) {
                Subject subject = parked.subject();
                if (subject != null) {
                    of(subject).add(parked);
                }
            }
        }

        private Dossier of(Subject subject) {
            return bySubject.computeIfAbsent(
                    subject, fresh -> new Dossier(fresh, evidence.mapped().getOrDefault(fresh.type(), Map.of())));
        }

        /** Those of things that exist or should: a create that was never applied is no thing. */
        private List<Dossier> all() {
            return bySubject.values().stream().filter(Dossier::exists).toList();
        }
    }
}
