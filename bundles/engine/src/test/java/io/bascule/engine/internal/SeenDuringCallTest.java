/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.bascule.engine.internal.StreamedCustomer.A_WHILE;
import static io.bascule.engine.internal.StreamedCustomer.ID;
import static io.bascule.engine.internal.StreamedCustomer.address;
import static io.bascule.engine.internal.StreamedCustomer.phone;
import static org.assertj.core.api.Assertions.assertThat;

/** What the stream tells while an update is under way is not hidden by the update's answer, which comes in later. */
final class SeenDuringCallTest {
    private final StreamedCustomer customer = new StreamedCustomer();
    private final TestEngine engine = customer.engine();
    private final StreamingSystem system = customer.system();

    /** The held field makes every answer one to be looked at, and nothing that comes of it makes anybody look once more. */
    @Test
    void anEditThatTheAnswerDoesNotShowYetReachesTheCatalog() {
        customer.start(true, Duration.ZERO, Policy.MANUAL);
        system.edit(ID, phone("theirs"));
        customer.editCatalog(phone("ours"));
        engine.run(A_WHILE);
        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.HELD);

        system.beforeNextAnswer(() -> {
            system.edit(ID, Fields.EMPTY.with("address", address("Wien", "Weg 1")));
            engine.poll();
        });
        customer.editCatalog(Fields.EMPTY.with("name", Value.of("Countess")));
        engine.run(A_WHILE);

        assertThat(system.object(ID).text("name")).isEqualTo("Countess");
        assertThat(customer.record().fields().text("city")).isEqualTo("Wien");
        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.HELD);
    }
}
