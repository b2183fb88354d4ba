/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Work.State;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A create without an answer in a system that has neither keys nor a marker, of a type with a match key: an object that was taken
 * for its own once stays so, whatever somebody makes of the object's key.
 */
final class ClaimedObjectTest {
    private static final Duration SEARCH_LAG = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    /** No work of this is still waiting after that. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String WAITING = "waiting-for-create";

    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PlainSystem system = new PlainSystem();

    private static Fields customer(String email) {
        return Fields.EMPTY.with("email", Value.of(email));
    }

    private void edit(String id, String email) {
        system.edit("customers", id, "email", Value.of(email));
    }

    /** A record with the key ada@x.org whose create has made object c1, of which nobody was told. */
    private CatalogRecord createWithoutAnswer(Duration searchLag) {
        engine.start(
                system,
                engine.identity(TestTypes.customer(), "customers", PlainSystem.capabilities(searchLag, "email")));
        engine.run(A_WHILE);
        system.fallSilent();
        CatalogRecord ada = engine.create("customer", customer("ada@x.org"));
        engine.drain();
        assertThat(system.created()).containsExactly("customers/c1");
        return ada;
    }

    /** The same, and its object has been listed and waits. */
    private CatalogRecord createWhoseObjectWaits() {
        CatalogRecord ada = createWithoutAnswer(SEARCH_LAG);
        engine.run(A_WHILE);
        assertThat(engine.codes(State.WAITING)).containsExactly(WAITING, "waiting-for-lag");
        return ada;
    }

    @Test
    void isLinkedWithTheCreateAlthoughItsKeyWasChanged() {
        CatalogRecord ada = createWhoseObjectWaits();

        edit("c1", "lovelace@x.org");
        engine.run(LONG);

        assertThat(engine.recordOf("customer", "c1").id()).isEqualTo(ada.id());
        assertThat(engine.records("customer")).hasSize(1);
        assertThat(system.created()).containsExactly("customers/c1");
        assertThat(engine.parked()).isEmpty();
    }

    @Test
    void isNoNewRecordAfterASecondOneMadeItAmbiguous() {
        createWhoseObjectWaits();
        system.put("customers", customer("ada@x.org"));
        engine.run(LONG);
        assertThat(engine.parked()).containsExactly(ErrorCode.AMBIGUOUS.text(), WAITING, WAITING);

        edit("c2", "other@x.org");
        engine.run(LONG);

        assertThat(engine.records("customer")).hasSize(1);
        assertThat(system.created()).containsExactly("customers/c1");
        assertThat(engine.parked()).containsExactly(ErrorCode.AMBIGUOUS.text(), WAITING, WAITING);
    }

    @Test
    void isKnownByTheSearchForItBeforeItIsListed() {
        createWithoutAnswer(Duration.ZERO);
        system.put("customers", customer("ada@x.org"));
        engine.run(Duration.ofMillis(500));
        assertThat(engine.parked()).containsExactly(ErrorCode.AMBIGUOUS.text());

        edit("c2", "other@x.org");
        engine.run(LONG);

        assertThat(engine.records("customer")).hasSize(1);
        assertThat(engine.parked()).containsExactly(ErrorCode.AMBIGUOUS.text(), WAITING, WAITING);
    }

    @Test
    void isNotLinkedWithARecordWhoseKeyItHasNow() {
        CatalogRecord ada = createWhoseObjectWaits();

        engine.create("customer", customer("bob@x.org"));
        engine.loseMessages();
        edit("c1", "bob@x.org");
        engine.run(LONG);

        assertThat(engine.recordOf("customer", "c1").id()).isEqualTo(ada.id());
        assertThat(system.created()).containsExactly("customers/c1");
    }

    @Test
    void isNotTakenByARecordOnItsWayOutWhoseKeyItHasNow() {
        CatalogRecord ada = createWhoseObjectWaits();

        edit("c1", "bob@x.org");
        CatalogRecord bob = engine.create("customer", customer("bob@x.org"));
        engine.run(A_WHILE);
        assertThat(engine.codes(State.WAITING)).containsExactly(WAITING, WAITING, "waiting-for-lag");
        engine.run(LONG);

        assertThat(engine.recordOf("customer", "c1").id()).isEqualTo(ada.id());
        assertThat(engine.recordOf("customer", "c2").id()).isEqualTo(bob.id());
        assertThat(system.created()).containsExactly("customers/c1", "customers/c2");
        assertThat(engine.parked()).isEmpty();
    }
}
