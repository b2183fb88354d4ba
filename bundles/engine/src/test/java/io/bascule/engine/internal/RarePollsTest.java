/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Work.State;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.bascule.engine.internal.StreamedCustomer.A_WHILE;
import static io.bascule.engine.internal.StreamedCustomer.ID;
import static io.bascule.engine.internal.StreamedCustomer.phone;
import static org.assertj.core.api.Assertions.assertThat;

/** Where polls are rare, whoever waits for the stream of changes does not wait for the next of them. */
final class RarePollsTest {
    private final StreamedCustomer customer = new StreamedCustomer();
    private final TestEngine engine = customer.engine();

    @Test
    void aConflictByTimeHasTheStreamReadAtOnce() {
        customer.start(Duration.ofDays(1), true, Duration.ZERO, Policy.NEWEST);
        customer.system().edit(ID, phone("theirs"));
        customer.editCatalog(phone("ours"));
        engine.run(Duration.ofMillis(500));
        assertThat(engine.codes(State.WAITING)).containsExactly("waiting-for-time");

        engine.run(A_WHILE.multipliedBy(2));

        // The stream tells no time, so a person has to decide; until it was read that was not known.
        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.HELD);
        assertThat(engine.codes(State.WAITING)).isEmpty();
    }

    @Test
    void whileTheStreamIsBehindItIsReadAgainAndAgain() {
        customer.start(Duration.ofDays(1), true, Duration.ofSeconds(20), Policy.NEWEST);
        customer.system().edit(ID, phone("theirs"));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE.multipliedBy(2));
        assertThat(engine.codes(State.WAITING)).containsExactly("waiting-for-time");

        engine.run(Duration.ofSeconds(30));

        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.HELD);
    }
}
