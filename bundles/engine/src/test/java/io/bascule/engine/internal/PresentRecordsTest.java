/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.write.PresentRecords;
import io.bascule.testsupport.TestTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PresentRecordsTest {
    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PresentRecords present = new PresentRecords(engine.store());

    private CatalogRecord create(String name) {
        return engine.create("customer", Fields.EMPTY.with("name", Value.of(name)));
    }

    @Test
    void eachIsTheEventThatToldOfItsPresentVersion() {
        CatalogRecord ada = create("Ada");
        create("Bob");
        engine.edit(ada, Fields.EMPTY.with("name", Value.of("Ada L.")));

        List<OutboxEvent> told = engine.store().read(tx -> tx.outbox().oldest(10));
        assertThat(present.of("customer", null, 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(told.get(2), told.get(1));
        assertThat(present.of("customer", null, 10).get(0).id()).isEqualTo(ada.id() + ":2");
    }

    @Test
    void theyComeInPages() {
        create("Ada");
        create("Bob");
        create("Cyd");

        List<OutboxEvent> first = present.of("customer", null, 2);
        assertThat(first).hasSize(2);
        assertThat(present.of("customer", first.get(1).key(), 2)).hasSize(1);
        assertThat(present.of("product", null, 2)).isEmpty();
    }
}
