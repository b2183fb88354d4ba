/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A conflict that the catalog wins is one conflict, however often the write that carries it out has to be tried. */
final class ConflictRecordedOnceTest {
    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PlainSystem system = new PlainSystem();

    @BeforeEach
    void start() {
        engine.start(system, engine.identity(TestTypes.customer(), "customers", "email", "phone"));
    }

    private CatalogRecord ada() {
        return engine.create(
                "customer", Fields.EMPTY.with("email", Value.of("ada@x.org")).with("phone", Value.of("1")));
    }

    private void edit(CatalogRecord record, String phone) {
        engine.edit(record, Fields.EMPTY.with("phone", Value.of(phone)));
    }

    @Test
    void whileItsWriteFailsAndAfterItWentThrough() {
        CatalogRecord record = ada();
        engine.run(Duration.ofSeconds(5));

        system.failUpdates(true);
        system.edit("customers", "c1", "phone", Value.of("theirs"));
        edit(record, "ours");
        engine.run(Duration.ofMinutes(10));

        assertThat(system.failedUpdates()).isGreaterThan(2);
        assertThat(engine.conflicts()).hasSize(1);

        system.failUpdates(false);
        engine.run(Duration.ofHours(2));

        assertThat(system.object("customers", "c1").fields().text("phone")).isEqualTo("ours");
        assertThat(engine.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs"));
            assertThat(conflict.winner()).isEqualTo(Conflict.Winner.CATALOG);
        });
    }

    @Test
    void theSameConflictOnceMoreIsAnotherOne() {
        CatalogRecord record = ada();
        engine.run(Duration.ofSeconds(5));
        for (int round = 0; round < 2; round++) {
            system.edit("customers", "c1", "phone", Value.of("theirs"));
            edit(record, "ours");
            engine.run(Duration.ofMinutes(1));
            edit(record, "1");
            engine.run(Duration.ofMinutes(1));
        }

        assertThat(engine.conflicts()).hasSize(2);
    }
}
