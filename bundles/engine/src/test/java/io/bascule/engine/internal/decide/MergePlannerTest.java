/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.TestCapabilities;
import io.bascule.engine.internal.decide.MergePlan.Clash;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One case for each row of the decision table: a field "phone" in the catalog that is "tel" in the system. */
final class MergePlannerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(2);
    private static final Value NULL = Value.ofNull();
    private static final Value EMPTY_LIST = new Value.Items(List.of());

    private Direction direction = Direction.BOTH;
    private Policy conflict = Policy.NEWEST;
    private Policy firstMatch = Policy.MANUAL;
    private Conversion conversion = Conversion.NONE;
    private Set<Canonical> canonical = Set.of();
    private boolean writable = true;
    private @Nullable Pair pair;
    private @Nullable Instant setHere = NOON;
    private @Nullable Instant setThere = NOON;

    private static Value text(String text) {
        return Value.of(text);
    }

    private FieldMapping field() {
        return new FieldMapping(
                FieldPath.of("phone"),
                FieldPath.of("tel"),
                direction,
                conflict,
                conversion,
                new ExternalField("tel", ExternalType.TEXT, writable, canonical, null));
    }

    private void accounted(Value here, Value there) {
        pair = new Pair(here, there, field().hash());
    }

    private void accounted(String both) {
        accounted(text(both), text(both));
    }

    private MergePlan plan(String here, String there) {
        return plan(text(here), text(there));
    }

    private MergePlan plan(Value here, @Nullable Value there) {
        TypeCapabilities capabilities = TestCapabilities.timed(Duration.ZERO, SKEW);
        TreeMap<String, Pair> pairs = new TreeMap<>();
        if (pair != null) {
            pairs.put("phone", pair);
        }
        TreeMap<String, FieldOrigin> origins = new TreeMap<>();
        origins.put("phone", new FieldOrigin(3, "local", setHere));
        return MergePlanner.plan(new MergeInput(
                new Mapping(
                        "system",
                        TestTypes.customer(),
                        "customers",
                        capabilities,
                        Direction.BOTH,
                        firstMatch,
                        List.of(field()),
                        List.of()),
                pairs,
                Fields.EMPTY.with("phone", here),
                origins,
                there == null ? Fields.EMPTY : Fields.EMPTY.with("tel", there),
                setThere));
    }

    private static void assertRow(MergePlan plan, FieldRule row) {
        assertThat(plan.rules()).containsOnlyKeys("phone").containsValue(row);
    }

    private static void assertNothing(MergePlan plan) {
        assertThat(plan.writesCatalog()).isFalse();
        assertThat(plan.writesExternal()).isFalse();
        assertThat(plan.pairs()).isEmpty();
        assertThat(plan.conflicts()).isEmpty();
    }

    private void assertSettled(MergePlan plan, Value here, Value there) {
        assertThat(plan.writesCatalog()).isFalse();
        assertThat(plan.writesExternal()).isFalse();
        assertThat(plan.pairs()).containsEntry("phone", new Pair(here, there, field().hash()));
        assertThat(plan.conflicts()).isEmpty();
    }

    /** Sent, and only accounted for by the answer. */
    private static void assertSent(MergePlan plan, String value) {
        assertThat(plan.sent()).isEqualTo(Fields.EMPTY.with("tel", text(value)));
        assertThat(plan.sentValues()).containsOnlyKeys("phone");
        assertThat(plan.writesCatalog()).isFalse();
        assertThat(plan.pairs()).isEmpty();
    }

    private void assertTaken(MergePlan plan, String value) {
        assertThat(plan.record()).isEqualTo(Fields.EMPTY.with("phone", text(value)));
        assertThat(plan.writesExternal()).isFalse();
        assertThat(plan.pairs()).containsEntry("phone", new Pair(text(value), text(value), field().hash()));
    }

    private static void assertHeld(MergePlan plan) {
        assertThat(plan.writesCatalog()).isFalse();
        assertThat(plan.writesExternal()).isFalse();
        assertThat(plan.pairs()).isEmpty();
        assertThat(plan.conflicts()).extracting(Clash::winner).containsExactly(Winner.HELD);
    }

    private static void assertLoser(MergePlan plan, @Nullable String base, String here, String there, Winner winner) {
        assertThat(plan.conflicts()).singleElement().satisfies(clash -> {
            assertThat(clash.path()).isEqualTo("phone");
            assertThat(clash.base()).isEqualTo(base == null ? null : text(base));
            assertThat(clash.catalogValue()).isEqualTo(text(here));
            assertThat(clash.externalValue()).isEqualTo(text(there));
            assertThat(clash.winner()).isEqualTo(winner);
        });
    }

    @Test
    void whatASystemDoesNotShowIsLeftAlone() {
        accounted("old");
        MergePlan plan = plan(text("new"), null);
        assertRow(plan, FieldRule.UNREADABLE);
        assertNothing(plan);
    }

    @Nested
    class WithAPair {
        @Test
        void neitherChanged() {
            accounted("same");
            MergePlan plan = plan("same", "same");
            assertRow(plan, FieldRule.NEITHER_CHANGED);
            assertNothing(plan);
        }

        @Test
        void changedHereIsSent() {
            accounted("old");
            MergePlan plan = plan("new", "old");
            assertRow(plan, FieldRule.CATALOG_CHANGED);
            assertSent(plan, "new");
            assertThat(plan.conflicts()).isEmpty();
        }

        @Test
        void changedHereStaysHereIfTheFieldOnlyFlowsIn() {
            direction = Direction.IN;
            accounted("old");
            MergePlan plan = plan("new", "old");
            assertRow(plan, FieldRule.CATALOG_CHANGED_NOT_SENT);
            assertNothing(plan);
        }

        @Test
        void changedHereStaysHereIfTheSystemDoesNotLetItBeWritten() {
            writable = false;
            accounted("old");
            MergePlan plan = plan("new", "old");
            assertRow(plan, FieldRule.CATALOG_CHANGED_NOT_SENT);
            assertNothing(plan);
        }

        @Test
        void changedThereIsTaken() {
            accounted("old");
            MergePlan plan = plan("old", "new");
            assertRow(plan, FieldRule.EXTERNAL_CHANGED);
            assertTaken(plan, "new");
            assertThat(plan.conflicts()).isEmpty();
        }

        @Test
        void changedThereIsSetBackIfTheFieldOnlyFlowsOutAndKeptAsLoser() {
            direction = Direction.OUT;
            accounted("old");
            MergePlan plan = plan("old", "new");
            assertRow(plan, FieldRule.EXTERNAL_CHANGED_RESTORED);
            assertSent(plan, "old");
            assertLoser(plan, "old", "old", "new", Winner.CATALOG);
        }

        @Test
        void changedToTheSameOnBothSidesIsSettled() {
            accounted("old");
            MergePlan plan = plan("new", "new");
            assertRow(plan, FieldRule.BOTH_CHANGED_EQUAL);
            assertSettled(plan, text("new"), text("new"));
        }

        @Test
        void aSideThatComesRoundToWhatTheOtherWasLeftWithIsSettled() {
            accounted(text("+44 20 7946 0018"), text("+44 20"));
            MergePlan plan = plan("+44 20", "+44 20");
            assertRow(plan, FieldRule.BOTH_CHANGED_EQUAL);
            assertSettled(plan, text("+44 20"), text("+44 20"));
        }

        @Test
        void aOneWayFieldThatAgreesAgainIsSettled() {
            direction = Direction.IN;
            accounted(text("mine"), text("theirs"));
            MergePlan plan = plan("theirs", "theirs");
            assertRow(plan, FieldRule.BOTH_CHANGED_EQUAL);
            assertSettled(plan, text("theirs"), text("theirs"));
        }

        @Test
        void whatTheSystemMadeOfOurValueIsNoConflictWithTheNextOne() {
            accounted(text("+44 20 7946 0018"), text("+44 20"));
            MergePlan plan = plan("+44 161", "+44 20");
            assertRow(plan, FieldRule.CATALOG_CHANGED);
            assertThat(plan.conflicts()).isEmpty();
        }

        @Test
        void bothChangedAndTheFieldOnlyFlowsOut() {
            direction = Direction.OUT;
            accounted("old");
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.CONFLICT_OUT_ONLY);
            assertSent(plan, "mine");
            assertLoser(plan, "old", "mine", "theirs", Winner.CATALOG);
        }

        @Test
        void bothChangedAndTheFieldOnlyFlowsIn() {
            direction = Direction.IN;
            accounted("old");
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.CONFLICT_IN_ONLY);
            assertTaken(plan, "theirs");
            assertLoser(plan, "old", "mine", "theirs", Winner.EXTERNAL);
        }

        @Test
        void bothChangedAndTheCatalogWins() {
            conflict = Policy.CATALOG;
            accounted("old");
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.CONFLICT_CATALOG_WINS);
            assertSent(plan, "mine");
            assertLoser(plan, "old", "mine", "theirs", Winner.CATALOG);
        }

        @Test
        void bothChangedAndTheSystemWins() {
            conflict = Policy.EXTERNAL;
            accounted("old");
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.CONFLICT_EXTERNAL_WINS);
            assertTaken(plan, "theirs");
            assertLoser(plan, "old", "mine", "theirs", Winner.EXTERNAL);
        }

        @Test
        void bothChangedAndAPersonDecides() {
            conflict = Policy.MANUAL;
            accounted("old");
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.CONFLICT_HELD);
            assertHeld(plan);
            assertLoser(plan, "old", "mine", "theirs", Winner.HELD);
        }

        @Test
        void theNewerWinsOutsideTheSkew() {
            accounted("old");
            setHere = NOON.plus(SKEW).plusMillis(1);
            assertRow(plan("mine", "theirs"), FieldRule.CONFLICT_CATALOG_WINS);
            setHere = NOON.minus(SKEW).minusMillis(1);
            assertRow(plan("mine", "theirs"), FieldRule.CONFLICT_EXTERNAL_WINS);
        }

        @Test
        void insideTheSkewOrWithoutATimeNobodyIsNewer() {
            accounted("old");
            setHere = NOON.plus(SKEW);
            assertHeld(plan("mine", "theirs"));
            setThere = null;
            assertHeld(plan("mine", "theirs"));
            setThere = NOON;
            setHere = null;
            assertHeld(plan("mine", "theirs"));
        }

        @Test
        void aFieldThatFlowsNeitherWayIsLeftAloneUntilItAgrees() {
            direction = Direction.OUT;
            writable = false;
            accounted("old");
            for (MergePlan plan : List.of(plan("mine", "old"), plan("old", "theirs"), plan("mine", "theirs"))) {
                assertRow(plan, FieldRule.FLOWS_NOWHERE);
                assertNothing(plan);
            }
            assertRow(plan("new", "new"), FieldRule.BOTH_CHANGED_EQUAL);
        }
    }

    @Nested
    class AtFirstContact {
        @Test
        void equalSidesAreSettled() {
            MergePlan plan = plan("same", "same");
            assertRow(plan, FieldRule.FIRST_EQUAL);
            assertSettled(plan, text("same"), text("same"));
        }

        @Test
        void aBlankHereIsFilled() {
            MergePlan plan = plan("", "theirs");
            assertRow(plan, FieldRule.FIRST_CATALOG_BLANK);
            assertTaken(plan, "theirs");
            assertThat(plan.conflicts()).isEmpty();
        }

        @Test
        void aBlankThereIsFilled() {
            MergePlan plan = plan(text("mine"), NULL);
            assertRow(plan, FieldRule.FIRST_EXTERNAL_BLANK);
            assertSent(plan, "mine");
            assertThat(plan.conflicts()).isEmpty();
        }

        @Test
        void aBlankIsNotFilledAgainstTheDirectionAndNothingIsAccountedFor() {
            direction = Direction.OUT;
            MergePlan out = plan("", "theirs");
            assertRow(out, FieldRule.FIRST_BLANK_NOT_FILLED);
            assertNothing(out);
            direction = Direction.IN;
            MergePlan in = plan(text("mine"), NULL);
            assertRow(in, FieldRule.FIRST_BLANK_NOT_FILLED);
            assertNothing(in);
        }

        @Test
        void theCatalogWins() {
            firstMatch = Policy.CATALOG;
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.FIRST_CATALOG_WINS);
            assertSent(plan, "mine");
            assertLoser(plan, null, "mine", "theirs", Winner.CATALOG);
        }

        @Test
        void theSystemWins() {
            firstMatch = Policy.EXTERNAL;
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.FIRST_EXTERNAL_WINS);
            assertTaken(plan, "theirs");
            assertLoser(plan, null, "mine", "theirs", Winner.EXTERNAL);
        }

        @Test
        void aPersonDecides() {
            MergePlan plan = plan("mine", "theirs");
            assertRow(plan, FieldRule.FIRST_HELD);
            assertHeld(plan);
        }

        @Test
        void aOneWayFieldHasItsOwner() {
            direction = Direction.OUT;
            assertRow(plan("mine", "theirs"), FieldRule.FIRST_CATALOG_WINS);
            direction = Direction.IN;
            assertRow(plan("mine", "theirs"), FieldRule.FIRST_EXTERNAL_WINS);
        }

        @Test
        void aPairOfAnotherMappingIsNotTrusted() {
            pair = new Pair(text("mine"), text("theirs"), "phone>mobile>NONE");
            assertRow(plan("mine", "theirs"), FieldRule.FIRST_HELD);
        }
    }

    @Nested
    class Sameness {
        @Test
        void allBlanksAreOne() {
            for (Value here : List.of(NULL, text(""), text("  "), EMPTY_LIST)) {
                for (Value there : List.of(NULL, text(""), EMPTY_LIST)) {
                    pair = null;
                    assertRow(plan(here, there), FieldRule.FIRST_EQUAL);
                    accounted("old");
                    assertRow(plan(here, there), FieldRule.BOTH_CHANGED_EQUAL);
                    accounted(NULL, NULL);
                    assertRow(plan(here, there), FieldRule.NEITHER_CHANGED);
                }
            }
        }

        @Test
        void anotherFormOfBlankIsNoEditThatCouldConflict() {
            accounted(NULL, NULL);
            MergePlan plan = plan("", "theirs");
            assertRow(plan, FieldRule.EXTERNAL_CHANGED);
            assertThat(plan.conflicts()).isEmpty();
        }

        @Test
        void theDeclaredCanonicalFormCountsForTheSystemsValues() {
            canonical = Set.of(Canonical.TRIMMED, Canonical.LOWER_CASE);
            assertRow(plan(" Ada@X.org", "ada@x.org"), FieldRule.FIRST_EQUAL);
            accounted("ada@x.org");
            assertRow(plan("ada@x.org", "ADA@x.org "), FieldRule.NEITHER_CHANGED);
        }

        @Test
        void theCanonicalFormCountsAfterTheConversionToo() {
            conversion = Conversion.NUMBER_AS_TEXT;
            canonical = Set.of(Canonical.TWO_PLACES);
            assertRow(plan(Value.of(new BigDecimal("1.005")), text("1.01")), FieldRule.FIRST_EQUAL);
            assertRow(plan(Value.of(new BigDecimal("1.005")), text("1.02")), FieldRule.FIRST_HELD);
        }

        @Test
        void aClearedFieldIsSentAsNull() {
            accounted("old");
            MergePlan plan = plan(NULL, text("old"));
            assertRow(plan, FieldRule.CATALOG_CHANGED);
            assertThat(plan.sent()).isEqualTo(Fields.EMPTY.with("tel", NULL));
        }
    }
}
