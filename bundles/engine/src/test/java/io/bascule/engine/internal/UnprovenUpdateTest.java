/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An update that got no answer. */
final class UnprovenUpdateTest {
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private static final EntityType INVOICE = new EntityType(
            "invoice",
            "Invoice",
            List.of(FieldDefinition.of("memo", FieldType.TEXT), FieldDefinition.of("status", FieldType.TEXT)),
            List.of(new KeyDefinition("memo", List.of(FieldPath.of("memo")))));

    private final TestEngine engine = new TestEngine("billing", INVOICE);
    private final PlainSystem system = new PlainSystem();

    private CatalogRecord start(Map<String, String> laterSteps) {
        TypeCapabilities capabilities = TypeCapabilities.of(
                        List.of(ExternalField.text("memo"), ExternalField.text("status")))
                .precondition()
                .answerIsOwn()
                .versions()
                .idempotencyKeys(Duration.ofHours(24))
                .findable(Set.of("memo"))
                .laterSteps(laterSteps)
                .build();
        engine.start(system, engine.identity(INVOICE, "invoices", capabilities));
        CatalogRecord invoice = engine.create(
                "invoice", Fields.EMPTY.with("memo", Value.of("Thanks")).with("status", Value.of("draft")));
        engine.run(A_WHILE);
        assertThat(system.objects("invoices")).hasSize(1);
        return invoice;
    }

    private void sendWithoutAnswer(CatalogRecord invoice) {
        system.fallSilent();
        engine.edit(invoice, Fields.EMPTY.with("status", Value.of("open")));
        engine.drain();
        assertThat(system.updateKeys()).hasSize(1);
        system.speak();
    }

    @Test
    void isRepeatedUnderItsKeyWhereItTakesSeveralCalls() {
        CatalogRecord invoice = start(Map.of("status", "draft"));
        sendWithoutAnswer(invoice);
        engine.run(A_WHILE);

        assertThat(system.updateKeys())
                .hasSize(2)
                .containsOnly(system.updateKeys().get(0));
        assertThat(engine.conflicts()).isEmpty();
        assertThat(engine.parked()).isEmpty();
    }

    @Test
    void isReadWhereItIsOneCall() {
        CatalogRecord invoice = start(Map.of());
        sendWithoutAnswer(invoice);
        engine.run(A_WHILE);

        assertThat(system.updateKeys()).hasSize(1);
        assertThat(engine.conflicts()).isEmpty();
    }

    @Test
    void whoseRepetitionIsRefusedIsHeldAgainstWhatIsThere() {
        CatalogRecord invoice = start(Map.of("status", "draft"));
        system.answerRepetitions(new WriteOutcome.Rejected(List.of(new FieldError("status", "open already"))));
        sendWithoutAnswer(invoice);
        engine.run(A_WHILE);

        // The first attempt had done it all.
        assertThat(engine.parked()).isEmpty();
        assertThat(system.updateKeys()).hasSize(2);
        assertThat(engine.find(invoice).fields().text("status")).isEqualTo("open");
    }
}
