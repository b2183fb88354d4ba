/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.engine.internal.write.News;
import io.bascule.engine.internal.write.RecordWriter;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a look-up after an unproven create settles, where the create takes several calls. */
final class AccountingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final EntityType INVOICE = new EntityType(
            "invoice",
            "Invoice",
            List.of(FieldDefinition.of("memo", FieldType.TEXT), FieldDefinition.of("status", FieldType.TEXT)),
            List.of());

    private final Accounting accounting;

    AccountingTest() {
        ManualClock clock = ManualClock.atNewYear();
        Surroundings surroundings = new Surroundings(
                clock, new ManualScheduler(clock), Runnable::run, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        accounting = new Accounting(new LaneServices(
                new EngineStore(new InMemoryCatalogStore(), surroundings, 1),
                surroundings,
                new RecordWriter(surroundings),
                new Silence()));
    }

    private static final class Silence implements News {
        @Override
        public void recordCommitted(CatalogRecord record) {}

        @Override
        public void integration(String integration, String event) {}
    }

    private static Mapping mapping(Map<String, String> laterSteps) {
        TypeCapabilities capabilities = TypeCapabilities.of(
                        List.of(ExternalField.text("memo"), ExternalField.text("status")))
                .laterSteps(laterSteps)
                .build();
        return new Mapping(
                "billing",
                INVOICE,
                "invoices",
                capabilities,
                Direction.BOTH,
                Policy.CATALOG,
                List.of(field("memo"), field("status")),
                List.of());
    }

    private static FieldMapping field(String name) {
        return new FieldMapping(
                FieldPath.of(name),
                FieldPath.of(name),
                Direction.BOTH,
                Policy.NEWEST,
                Conversion.NONE,
                ExternalField.text(name));
    }

    private Accounting.Settled lookedUp(Mapping mapping, String status) {
        Link link = LinkRows.fresh("link", "billing", "invoice", "record", null, NOON);
        TreeMap<String, Value> sent = new TreeMap<>(Map.of("memo", Value.of("Thanks"), "status", Value.of("open")));
        Intent intent = new Intent(
                "intent",
                "link",
                "billing",
                "invoice",
                Action.CREATE,
                null,
                Fields.of(sent),
                null,
                Fields.EMPTY,
                "key",
                1,
                sent,
                "1",
                NOON,
                1,
                NOON,
                1);
        Fields shown = Fields.EMPTY.with("memo", Value.of("Thanks")).with("status", Value.of(status));
        return accounting.ofAnswer(
                mapping, link, intent, new ExternalRecord("in_1", null, null, "link", false, shown), false);
    }

    @Test
    void whatALaterCallWasToSetIsNoEditOfSomebodyElse() {
        Accounting.Settled settled = lookedUp(mapping(Map.of("status", "draft")), "draft");

        // As if the catalog had changed it since: the merge sends it.
        assertThat(settled.pairs().get("status"))
                .isEqualTo(new Pair(
                        Value.ofNull(), Value.of("draft"), field("status").hash()));
        assertThat(settled.foreign()).isTrue();
        assertThat(settled.pairs().get("memo"))
                .isEqualTo(new Pair(
                        Value.of("Thanks"), Value.of("Thanks"), field("memo").hash()));
    }

    @Test
    void anotherValueThanTheOneBeforeThatCallIsAnEdit() {
        Pair ours = new Pair(Value.of("open"), Value.of("open"), field("status").hash());

        assertThat(lookedUp(mapping(Map.of("status", "draft")), "void").pairs().get("status"))
                .isEqualTo(ours);
        assertThat(lookedUp(mapping(Map.of()), "draft").pairs().get("status")).isEqualTo(ours);
    }
}
