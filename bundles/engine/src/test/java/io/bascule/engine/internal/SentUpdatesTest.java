/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static io.bascule.engine.internal.StreamedCustomer.A_WHILE;
import static io.bascule.engine.internal.StreamedCustomer.ID;
import static io.bascule.engine.internal.StreamedCustomer.phone;
import static org.assertj.core.api.Assertions.assertThat;

/** How long an update is kept to be held against the stream of changes, and what is counted where that cannot be. */
final class SentUpdatesTest {
    private final StreamedCustomer customer = new StreamedCustomer();
    private final TestEngine engine = customer.engine();
    private final StreamingSystem system = customer.system();

    @Test
    void theUpdateIsStoredBeforeItIsSent() {
        customer.start();
        AtomicLong stored = new AtomicLong();
        system.beforeNextUpdate(() -> stored.set(customer.waiting()));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);

        assertThat(stored).hasValue(1);
    }

    @Test
    void anUpdateIsKeptHoweverLongTheStreamIsNotRead() {
        customer.start();
        system.fallBehind(true);
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);
        engine.run(Duration.ofDays(9), Duration.ofMinutes(30));
        assertThat(customer.overwritten()).isEmpty();
        assertThat(customer.waiting()).isEqualTo(1);

        system.fallBehind(false);
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).hasSize(1);
        assertThat(customer.waiting()).isZero();
    }

    @Test
    void anUpdateIsForgottenOnceTheStreamWasReadPastItByTheDeclaredLag() {
        customer.start(true, Duration.ofSeconds(10), Policy.CATALOG);
        customer.editCatalog(phone("ours"));
        engine.run(Duration.ofSeconds(9));
        assertThat(system.object(ID).text("phone")).isEqualTo("ours");
        assertThat(customer.waiting()).isEqualTo(1);

        engine.run(Duration.ofSeconds(5));
        assertThat(customer.waiting()).isZero();
    }

    @Test
    void anUpdateIsKeptWhileItsIntentIsOpen() {
        customer.start();
        system.loseNextAnswer();
        customer.editCatalog(phone("ours"));
        engine.drain();
        assertThat(openIntents()).isEqualTo(1);
        engine.poll();
        engine.poll();
        assertThat(openIntents()).isEqualTo(1);
        assertThat(customer.waiting()).isEqualTo(1);

        engine.run(Duration.ofMinutes(2));
        assertThat(openIntents()).isZero();
        assertThat(customer.waiting()).isZero();
    }

    private int openIntents() {
        return engine.store().<Integer>read(tx -> tx.intents().open("billing").size());
    }

    @Test
    void aSystemThatDoesNotDeclareItIsCountedAsUnwatched() {
        customer.start(false, Duration.ZERO, Policy.CATALOG);
        system.beforeNextUpdate(() -> {
            system.edit(ID, phone("theirs"));
            assertThat(customer.waiting()).isZero();
        });
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).isEmpty();
        assertThat(engine.shown().unwatched()).isEqualTo(1);
    }

    @Test
    void updatesOfAStretchThatCannotBeReadAreCountedAsUnwatched() {
        customer.start();
        system.fallBehind(true);
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);
        system.expire();
        system.fallBehind(false);
        engine.run(A_WHILE);

        assertThat(customer.overwritten()).isEmpty();
        assertThat(customer.waiting()).isZero();
        assertThat(engine.shown().unwatched()).isEqualTo(1);
    }
}
