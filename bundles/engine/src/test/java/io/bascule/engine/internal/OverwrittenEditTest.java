/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.bascule.engine.internal.StreamedCustomer.A_WHILE;
import static io.bascule.engine.internal.StreamedCustomer.ID;
import static io.bascule.engine.internal.StreamedCustomer.address;
import static io.bascule.engine.internal.StreamedCustomer.city;
import static io.bascule.engine.internal.StreamedCustomer.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Edits that land between our read and our write on a system without precondition, and those that only seem to. */
final class OverwrittenEditTest {
    private final StreamedCustomer customer = new StreamedCustomer();
    private final TestEngine engine = customer.engine();
    private final StreamingSystem system = customer.system();

    @Test
    void anEditBetweenReadAndWriteIsKeptAsAConflictAndCounted() {
        customer.start();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);

        assertThat(system.object(ID).text("phone")).isEqualTo("ours");
        assertThat(customer.overwritten()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).isEqualTo("phone");
            assertThat(conflict.base()).isEqualTo(Value.of("1"));
            assertThat(conflict.catalogValue()).isEqualTo(Value.of("ours"));
            assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs"));
            assertThat(conflict.winner()).isEqualTo(Conflict.Winner.CATALOG);
            assertThat(conflict.recordId()).isEqualTo(customer.record().id());
        });
        assertThat(engine.shown().overwritten()).isEqualTo(1);
        assertThat(engine.shown().unwatched()).isZero();
    }

    @Test
    void whatWasReadBeforeTheWriteMayBeReplaced() {
        customer.start();
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);

        assertThat(system.object(ID).text("phone")).isEqualTo("ours");
        assertThat(customer.overwritten()).isEmpty();
    }

    @Test
    void anUpdateThatIsDroppedAsUnprovenStillTellsWhatItOverwrote() {
        customer.start();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        system.loseNextAnswer();
        system.fallBehind(true);
        customer.editCatalog(phone("ours"));
        engine.drain();
        // Whoever comes after the lost answer hides that our value was there.
        system.edit(ID, phone("later"));
        engine.run(A_WHILE);
        system.fallBehind(false);
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).extracting(Conflict::externalValue).containsExactly(Value.of("theirs"));
    }

    @Test
    void aFieldThatIsReplacedAlongWithASentOneIsLookedAt() {
        customer.start();
        system.beforeNextUpdate(() -> system.edit(ID, Fields.EMPTY.with("address", address("Linz", "Gasse 2"))));
        customer.editCatalog(city("Wien"));
        engine.run(A_WHILE);

        assertThat(system.object(ID).get("address")).isEqualTo(address("Wien", "Weg 1"));
        assertThat(customer.overwritten()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).isEqualTo("street");
            assertThat(conflict.catalogValue()).isEqualTo(Value.of("Weg 1"));
            assertThat(conflict.externalValue()).isEqualTo(Value.of("Gasse 2"));
        });
    }

    @Test
    void anAddressThatWasClearedIsAnEditOfEachOfItsFields() {
        customer.start();
        system.beforeNextUpdate(() -> system.edit(ID, Fields.EMPTY.with("address", Value.ofNull())));
        customer.editCatalog(city("Wien"));
        engine.run(A_WHILE);

        assertThat(customer.overwritten())
                .extracting(Conflict::path, Conflict::externalValue)
                .containsExactlyInAnyOrder(tuple("city", Value.ofNull()), tuple("street", Value.ofNull()));
    }

    @Test
    void aFieldThatTheChangeDoesNotTellOfWasNotReplaced() {
        customer.start();
        system.beforeNextUpdate(() -> system.edit(ID, Fields.EMPTY.with("name", Value.of("Countess"))));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).isEmpty();
        assertThat(customer.record().fields().text("name")).isEqualTo("Countess");
    }

    @Test
    void aChangeThatIsToldTwiceIsRecordedOnce() {
        customer.start();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        customer.editCatalog(phone("ours"));
        engine.drain();
        system.repeatLastEvent();
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).hasSize(1);
    }

    @Test
    void anEditThatWonAConflictBeforeALateWriteReplacedItIsNotLost() {
        customer.start(true, Duration.ZERO, Policy.EXTERNAL);
        system.fallBehind(true);
        system.holdBackNextUpdate();
        customer.editCatalog(phone("ours"));
        engine.drain();
        system.edit(ID, phone("theirs"));
        engine.run(A_WHILE);
        assertThat(customer.record().fields().text("phone")).isEqualTo("theirs");

        system.letGo();
        system.fallBehind(false);
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).isEmpty();
    }

    @Test
    void anEditThatWasMergedBeforeALateWriteReplacedItIsNotLost() {
        customer.start();
        system.fallBehind(true);
        system.holdBackNextUpdate();
        customer.editCatalog(phone("ours"));
        engine.drain();
        // The catalog takes its own edit back, so that theirs is the only one when the update is given up.
        customer.editCatalog(phone("1"));
        system.edit(ID, phone("theirs"));
        engine.run(A_WHILE);
        assertThat(customer.record().fields().text("phone")).isEqualTo("theirs");
        assertThat(engine.conflicts()).isEmpty();

        system.letGo();
        system.fallBehind(false);
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).isEmpty();
    }

    @Test
    void whatAnEarlierUpdateOfOursWroteIsNobodyElsesEdit() {
        customer.start();
        system.fallBehind(true);
        system.holdBackNextUpdate();
        customer.editCatalog(phone("first"));
        engine.run(Duration.ofMillis(300));
        // The first update is given up as unproven and arrives just before the second.
        system.beforeNextUpdate(system::letGo);
        customer.editCatalog(phone("second"));
        engine.run(A_WHILE);
        system.fallBehind(false);
        engine.run(A_WHILE);

        assertThat(system.object(ID).text("phone")).isEqualTo("second");
        assertThat(customer.overwritten()).isEmpty();
    }

    @Test
    void withoutKeysAChangeOfOursIsKnownByWhatItSet() {
        customer.start();
        system.tellNoKeys();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).extracting(Conflict::externalValue).containsExactly(Value.of("theirs"));
    }
}
