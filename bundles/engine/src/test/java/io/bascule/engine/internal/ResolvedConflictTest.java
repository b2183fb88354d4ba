/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** A held conflict is settled as a person decides, for the values that were shown and for no others. */
final class ResolvedConflictTest {
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PlainSystem system = new PlainSystem();

    @BeforeEach
    void start() {
        TypeCapabilities capabilities = PlainSystem.capabilities("email", "phone");
        engine.start(
                system,
                new Mapping(
                        "shop",
                        TestTypes.customer(),
                        "customers",
                        capabilities,
                        Direction.BOTH,
                        Policy.MANUAL,
                        List.of(
                                TestEngine.field(capabilities, "email", "email", Direction.BOTH, Policy.MANUAL),
                                TestEngine.field(capabilities, "phone", "phone", Direction.BOTH, Policy.MANUAL)),
                        TestTypes.customer().keys()));
    }

    private static Fields ada(String phone) {
        return Fields.EMPTY.with("email", Value.of("ada@x.org")).with("phone", Value.of(phone));
    }

    private void editThere(String phone) {
        system.edit("customers", "c1", "phone", Value.of(phone));
    }

    private void editHere(CatalogRecord record, String phone) {
        engine.edit(record, Fields.EMPTY.with("phone", Value.of(phone)));
    }

    /** A record on whose phone the two sides do not agree. */
    private CatalogRecord inConflict() {
        CatalogRecord record = engine.create("customer", ada("1"));
        engine.run(A_WHILE);
        editThere("theirs");
        editHere(record, "ours");
        engine.run(A_WHILE);
        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.HELD);
        return record;
    }

    private void resolve(Winner winner) {
        engine.sync().resolutions().resolve(engine.conflicts().get(0).id(), winner, "token:ada");
    }

    private String here() {
        return String.valueOf(engine.recordOf("customer", "c1").fields().text("phone"));
    }

    private String there() {
        return String.valueOf(system.object("customers", "c1").fields().text("phone"));
    }

    private void assertDecidedFor(Winner winner) {
        assertThat(engine.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.winner()).isEqualTo(winner);
            assertThat(conflict.policy()).isEqualTo("manual");
            assertThat(conflict.resolution())
                    .extracting(Conflict.Resolution::winner, Conflict.Resolution::by)
                    .containsExactly(winner, "token:ada");
        });
    }

    @Test
    void forTheCatalog() {
        inConflict();

        resolve(Winner.CATALOG);
        engine.run(A_WHILE);

        assertThat(there()).isEqualTo("ours");
        assertThat(here()).isEqualTo("ours");
        assertDecidedFor(Winner.CATALOG);
    }

    @Test
    void forTheSystem() {
        inConflict();

        resolve(Winner.EXTERNAL);
        engine.run(A_WHILE);

        assertThat(there()).isEqualTo("theirs");
        assertThat(here()).isEqualTo("theirs");
        assertDecidedFor(Winner.EXTERNAL);
    }

    @Test
    void atAFirstContact() {
        system.put("customers", ada("theirs"));
        engine.create("customer", ada("ours"));
        engine.loseMessages();
        engine.run(A_WHILE);
        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.HELD);

        resolve(Winner.CATALOG);
        engine.run(A_WHILE);

        assertThat(there()).isEqualTo("ours");
        assertDecidedFor(Winner.CATALOG);
    }

    @Test
    void onceThoughItsWriteFailsForAWhile() {
        inConflict();
        system.failUpdates(true);

        resolve(Winner.CATALOG);
        engine.run(Duration.ofMinutes(10));
        assertThat(system.failedUpdates()).isGreaterThan(2);
        assertThat(there()).isEqualTo("theirs");
        system.failUpdates(false);
        engine.run(Duration.ofHours(2));

        assertThat(there()).isEqualTo("ours");
        assertDecidedFor(Winner.CATALOG);
    }

    @Test
    void notTwice() {
        inConflict();
        String conflict = engine.conflicts().get(0).id();
        system.failUpdates(true);
        resolve(Winner.CATALOG);
        engine.run(A_WHILE);

        assertRefused(ErrorCode.NOT_DECIDABLE, conflict, Winner.EXTERNAL);
        system.failUpdates(false);
        engine.run(Duration.ofMinutes(5));

        assertThat(there()).isEqualTo("ours");
        assertDecidedFor(Winner.CATALOG);
    }

    @Test
    void notIfAValueHasChangedSince() {
        inConflict();
        system.fall();

        resolve(Winner.CATALOG);
        editThere("theirs, newer");
        engine.run(A_WHILE);
        system.rise();
        engine.run(Duration.ofMinutes(5));

        assertThat(there()).isEqualTo("theirs, newer");
        assertThat(here()).isEqualTo("ours");
        assertThat(engine.conflicts())
                .extracting(Conflict::externalValue, Conflict::winner, Conflict::resolution)
                .containsExactly(tuple(Value.of("theirs, newer"), Winner.HELD, null));
    }

    @Test
    void notWhatIsDecidedOrWasNeverThere() {
        inConflict();
        String conflict = engine.conflicts().get(0).id();
        resolve(Winner.EXTERNAL);
        engine.run(A_WHILE);

        assertRefused(ErrorCode.NOT_DECIDABLE, conflict, Winner.CATALOG);
        assertRefused(ErrorCode.NOT_FOUND, "nowhere", Winner.CATALOG);
        assertRefused(ErrorCode.NOT_DECIDABLE, conflict, Winner.HELD);
        assertDecidedFor(Winner.EXTERNAL);
    }

    private void assertRefused(ErrorCode code, String conflict, Winner winner) {
        assertThatExceptionOfType(BasculeException.class)
                .isThrownBy(() -> engine.sync().resolutions().resolve(conflict, winner, "token:ada"))
                .extracting(BasculeException::code)
                .isEqualTo(code);
    }
}
