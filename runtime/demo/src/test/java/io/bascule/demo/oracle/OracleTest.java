/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import io.bascule.demo.oracle.ConflictRecord.Winner;
import io.bascule.demo.oracle.Edit.Kind;
import io.bascule.demo.oracle.Edit.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Worlds made by hand, each with one thing that is wrong, or nothing. */
final class OracleTest {
    private static final Subject ADA = new Subject("customer", "ada@example.org");
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final List<Edit> edits = new ArrayList<>();
    private final List<SideObject> objects = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Creation> creations = new ArrayList<>();
    private final List<ConflictRecord> conflicts = new ArrayList<>();
    private final List<ParkedWork> parked = new ArrayList<>();

    @Test
    void aWorldWhereTheLastEditReachedAllSidesIsWell() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "b", "c");
        everywhere("c");
        assertThat(findings()).isEmpty();
        assertThat(judge().converged()).isTrue();
        assertThat(judge().edits()).isEqualTo(2);
    }

    @Test
    void anEditThatLeftNoTraceIsLostEvenIfAllSidesAgree() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "a", "c");
        everywhere("c");
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.LOST);
            assertThat(finding.text()).contains("e1 in shop", "\"b\"");
            assertThat(finding.timeline()).hasSize(4).last().asString().contains("at rest");
        });
        assertThat(judge().lost()).isEqualTo(1);
        assertThat(judge().converged()).isTrue();
    }

    @Test
    void theLoserOfAConflictIsNotLost() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "a", "c");
        conflict("stripe", "b", "c", "catalog", Winner.CATALOG);
        everywhere("b");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aConflictThatNamesTheWinnerAsLoserIsFoundOut() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "a", "c");
        conflict("stripe", "b", "c", "catalog", Winner.EXTERNAL);
        everywhere("c");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.WRONG_WINNER);
        assertThat(judge().lost()).isEqualTo(1);
    }

    @Test
    void theWinnerOfAConflictMustBeThereInTheEnd() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "a", "c");
        conflict("stripe", "b", "c", "catalog", Winner.CATALOG);
        everywhere("c");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void theNewestOfTwoEditsFarApartMustWin() {
        seed(Side.SHOP, "a");
        edits.add(new Edit("e1", Kind.UPDATE, Side.CATALOG, ADA, "1", notes("a", "b"), Outcome.ACKNOWLEDGED, START));
        edits.add(new Edit(
                "e2",
                Kind.UPDATE,
                Side.STRIPE,
                ADA,
                "1",
                notes("a", "c"),
                Outcome.ACKNOWLEDGED,
                START.plusSeconds(60)));
        conflict("stripe", "b", "c", "newest", Winner.CATALOG);
        everywhere("b");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.WRONG_WINNER);
    }

    @Test
    void anOverwrittenEditThatIsKeptIsNotLostHoweverFarApartTheEditsLie() {
        seed(Side.SHOP, "a");
        edits.add(new Edit("e1", Kind.UPDATE, Side.CATALOG, ADA, "1", notes("a", "b"), Outcome.ACKNOWLEDGED, START));
        edits.add(new Edit(
                "e2",
                Kind.UPDATE,
                Side.STRIPE,
                ADA,
                "1",
                notes("a", "c"),
                Outcome.ACKNOWLEDGED,
                START.plusSeconds(60)));
        everywhere("b");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.LOST);
        conflict("stripe", "b", "c", "overwritten", Winner.CATALOG);
        assertThat(findings()).isEmpty();
    }

    @Test
    void anOverwrittenEditCannotHaveWon() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "a", "c");
        conflict("stripe", "b", "c", "overwritten", Winner.EXTERNAL);
        everywhere("c");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.WRONG_WINNER);
    }

    @Test
    void aHeldConflictIsNeitherALossNorADisagreement() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edit("e2", Side.STRIPE, "a", "c");
        conflict("stripe", "b", "c", "manual", Winner.HELD);
        object(Side.CATALOG, "1", "b");
        object(Side.SHOP, "1", "b");
        object(Side.STRIPE, "1", "c");
        assertThat(findings()).isEmpty();
        assertThat(judge().held()).isEqualTo(1);
        assertThat(judge().converged()).isTrue();
    }

    @Test
    void differentValuesAtRestAreFound() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        object(Side.CATALOG, "1", "b");
        object(Side.SHOP, "1", "b");
        object(Side.STRIPE, "1", "a");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UNEQUAL);
        assertThat(judge().converged()).isFalse();
    }

    @Test
    void aSideWithoutTheObjectIsFound() {
        seed(Side.SHOP, "a");
        object(Side.CATALOG, "1", "a");
        object(Side.SHOP, "1", "a");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.MISSING);
    }

    @Test
    void aValueThatNobodyWroteIsFound() {
        seed(Side.SHOP, "a");
        everywhere("A");
        assertThat(findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Finding.Kind.INVENTED, Finding.Kind.LOST);
    }

    @Test
    void twoObjectsForOneThingAreFoundOnEverySide() {
        for (Side side : Side.values()) {
            objects.clear();
            edits.clear();
            seed(Side.SHOP, "a");
            everywhere("a");
            object(side, "2", "a");
            assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DUPLICATE);
            assertThat(judge().duplicates()).isEqualTo(1);
        }
    }

    @Test
    void twoCreatesByBasculeAreFoundEvenIfOneWasDeletedAgain() {
        seed(Side.SHOP, "a");
        everywhere("a");
        creations.add(new Creation(Side.STRIPE, ADA, "1", true, START));
        creations.add(new Creation(Side.STRIPE, ADA, "2", true, START));
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DUPLICATE);
    }

    @Test
    void aSecondObjectMadeByAnotherIsNoDuplicateOfOursOnceAPersonWasTold() {
        seed(Side.SHOP, "a");
        everywhere("a");
        object(Side.STRIPE, "2", "a");
        creations.add(new Creation(Side.STRIPE, ADA, "1", true, START));
        creations.add(new Creation(Side.STRIPE, ADA, "2", false, START));
        parked.add(new ParkedWork("link", "stripe", ADA, null, "suspected-twin", "two customers"));
        assertThat(findings()).isEmpty();
        assertThat(judge().twins()).isEqualTo(1);
    }

    @Test
    void aTwinThatWasSetApartNeedNotAgreeAndItsEditsStandInIt() {
        seed(Side.SHOP, "a");
        object(Side.STRIPE, "2", "b");
        everywhere("a");
        edit("e1", Side.STRIPE, "a", "b");
        creations.add(new Creation(Side.STRIPE, ADA, "2", false, START));
        assertThat(findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Finding.Kind.DUPLICATE, Finding.Kind.UNEQUAL);

        parked.add(new ParkedWork("link", "stripe", ADA, "2", "suspected-twin", "two customers"));
        assertThat(findings()).isEmpty();
        assertThat(judge().twins()).isEqualTo(1);
    }

    @Test
    void anUnansweredEditCountsOnlyIfTheJournalHasIt() {
        seed(Side.SHOP, "a");
        edits.add(new Edit("e1", Kind.UPDATE, Side.STRIPE, ADA, "1", notes("a", "b"), Outcome.UNKNOWN, START));
        everywhere("a");
        assertThat(findings()).isEmpty();
        writes.add(new Write(Side.STRIPE, ADA, "1", false, "notes", "a", "b", false, START));
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void anUnansweredEditThatNeverArrivedOverwroteNothing() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        edits.add(new Edit("e2", Kind.UPDATE, Side.STRIPE, ADA, "1", notes("b", "c"), Outcome.UNKNOWN, START));
        everywhere("a");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void whatTheJournalSaysWasOverwrittenIsOverwritten() {
        seed(Side.SHOP, "a");
        edit("e1", Side.SHOP, "a", "b");
        // The editor read "a", but when the write came the system held "b" already.
        edit("e2", Side.STRIPE, "a", "c");
        writes.add(new Write(Side.STRIPE, ADA, "1", false, "notes", "b", "c", false, START));
        everywhere("c");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aRefusedEditNeedNotBeAnywhere() {
        seed(Side.SHOP, "a");
        edits.add(new Edit("e1", Kind.UPDATE, Side.CATALOG, ADA, "1", notes("a", "b"), Outcome.REFUSED, START));
        everywhere("a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void bothSeedsOfAMatchedPairMustBeAccountedFor() {
        seed(Side.SHOP, "a");
        seed(Side.STRIPE, "b");
        everywhere("a");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.LOST);
        conflict("stripe", "a", "b", "catalog", Winner.CATALOG);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aCreateThatNeverArrivedIsNoThing() {
        edits.add(new Edit("e1", Kind.CREATE, Side.STRIPE, ADA, null, notes(null, "a"), Outcome.UNKNOWN, START));
        assertThat(findings()).isEmpty();
    }

    private Verdict judge() {
        Map<Side, Set<String>> mapped =
                Map.of(Side.CATALOG, Set.of("notes"), Side.SHOP, Set.of("notes"), Side.STRIPE, Set.of("notes"));
        return Oracle.judge(
                new Evidence(Map.of("customer", mapped), edits, objects, writes, creations, conflicts, parked));
    }

    private List<Finding> findings() {
        return judge().findings();
    }

    private void seed(Side side, String notes) {
        edits.add(new Edit(
                "seed-" + side.text(), Kind.SEED, side, ADA, "1", notes(null, notes), Outcome.ACKNOWLEDGED, START));
    }

    private void edit(String id, Side side, String before, String after) {
        edits.add(new Edit(
                id,
                Kind.UPDATE,
                side,
                ADA,
                "1",
                notes(before, after),
                Outcome.ACKNOWLEDGED,
                START.plusSeconds(edits.size())));
    }

    private void conflict(String integration, String catalog, String external, String policy, Winner winner) {
        conflicts.add(new ConflictRecord(
                "c" + conflicts.size(),
                integration,
                ADA,
                "notes",
                catalog,
                external,
                policy,
                winner,
                START.plusSeconds(9)));
    }

    private void everywhere(String notes) {
        for (Side side : Side.values()) {
            object(side, "1", notes);
        }
    }

    private void object(Side side, String id, String notes) {
        objects.add(new SideObject(side, ADA, id, new TreeMap<>(Map.of("notes", notes))));
    }

    private static SortedMap<String, Change> notes(@Nullable String before, String after) {
        return new TreeMap<>(Map.of("notes", new Change(before, after)));
    }
}
