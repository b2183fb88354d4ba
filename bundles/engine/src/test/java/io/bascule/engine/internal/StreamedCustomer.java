/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One customer, in the catalog and in a {@link StreamingSystem} that has no precondition. Its city and street stand in an
 * address there, which is replaced as a whole. Not thread-safe.
 */
final class StreamedCustomer {
    /** Long enough for everything that is not held up to come to rest. */
    static final Duration A_WHILE = Duration.ofSeconds(5);

    /** The customer's id in the system. */
    static final String ID = "c1";

    private static final EntityType CUSTOMER = new EntityType(
            "customer",
            "Customer",
            List.of(
                    FieldDefinition.of("name", FieldType.TEXT),
                    FieldDefinition.of("phone", FieldType.TEXT),
                    FieldDefinition.of("city", FieldType.TEXT),
                    FieldDefinition.of("street", FieldType.TEXT)),
            List.of());

    private final TestEngine engine = new TestEngine("billing", CUSTOMER);
    private final StreamingSystem system = new StreamingSystem();

    TestEngine engine() {
        return engine;
    }

    StreamingSystem system() {
        return system;
    }

    /** Both sides in agreement; the stream tells what updates replaced, nothing lags, and the catalog wins. */
    void start() {
        start(true, Duration.ZERO, Policy.CATALOG);
    }

    /** Both sides in agreement. */
    void start(boolean tells, Duration listLag, Policy conflict) {
        system.put(
                ID,
                Fields.EMPTY
                        .with("name", Value.of("Ada"))
                        .with("phone", Value.of("1"))
                        .with("address", address("Linz", "Weg 1")));
        TypeCapabilities capabilities =
                StreamingSystem.capabilities(tells, listLag, "name", "phone", "address.city", "address.line1");
        List<FieldMapping> fields = List.of(
                TestEngine.field(capabilities, "name", "name", Direction.BOTH, conflict),
                TestEngine.field(capabilities, "phone", "phone", Direction.BOTH, conflict),
                TestEngine.field(capabilities, "city", "address.city", Direction.BOTH, conflict),
                TestEngine.field(capabilities, "street", "address.line1", Direction.BOTH, conflict));
        engine.start(system, engine.mapping(CUSTOMER, "customers", capabilities, fields));
        engine.run(A_WHILE.plus(listLag).plus(listLag));
        assertThat(record().fields().text("city")).isEqualTo("Linz");
    }

    static Value address(String city, String street) {
        return new Value.Struct(Fields.EMPTY.with("city", Value.of(city)).with("line1", Value.of(street)));
    }

    static Fields phone(String phone) {
        return Fields.EMPTY.with("phone", Value.of(phone));
    }

    static Fields city(String city) {
        return Fields.EMPTY.with("city", Value.of(city));
    }

    /** The customer in the catalog. */
    CatalogRecord record() {
        return engine.records("customer").get(0);
    }

    void editCatalog(Fields changed) {
        engine.edit(record(), changed);
    }

    /** The edits that were found to have been overwritten. */
    List<Conflict> overwritten() {
        return engine.conflicts().stream()
                .filter(conflict -> conflict.policy().equals(Conflict.OVERWRITTEN))
                .toList();
    }

    /** How many updates are still to be held against the stream of changes. */
    long waiting() {
        return engine.store().read(tx -> tx.sentUpdates().count("billing", "customer"));
    }
}
