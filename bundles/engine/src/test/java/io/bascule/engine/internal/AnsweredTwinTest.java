/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A create whose answer names an object that has become another record's while the call was under way. */
final class AnsweredTwinTest {
    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PlainSystem system = new PlainSystem();

    @Test
    void isLeftToAPersonAndIsNotMadeAgainWhenItsRecordChanges() {
        engine.start(system, engine.identity(TestTypes.customer(), "customers", "email", "phone"));
        engine.run(Duration.ofSeconds(2));
        system.beforeNextAnswer(() -> {
            system.edit("customers", "c1", "email", Value.of("lovelace@x.org"));
            engine.poll();
        });
        CatalogRecord ada = engine.create("customer", Fields.EMPTY.with("email", Value.of("ada@x.org")));
        engine.run(Duration.ofSeconds(5));

        assertThat(engine.records("customer")).hasSize(2);
        assertThat(engine.recordOf("customer", "c1").id()).isNotEqualTo(ada.id());
        assertThat(engine.parked()).containsExactly(ErrorCode.SUSPECTED_TWIN.text());

        engine.edit(ada, Fields.EMPTY.with("phone", Value.of("1")));
        engine.run(Duration.ofMinutes(1));

        assertThat(system.created()).containsExactly("customers/c1");
        assertThat(engine.parked()).containsExactly(ErrorCode.SUSPECTED_TWIN.text());
    }
}
