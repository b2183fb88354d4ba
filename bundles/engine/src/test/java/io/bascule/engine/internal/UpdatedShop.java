/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.api.sync.ConnectorUse.Stay;
import io.bascule.api.sync.SyncStatus;
import io.bascule.engine.internal.config.Configured;
import io.bascule.engine.internal.config.Configured.Connection;
import io.bascule.engine.internal.config.Connectors;
import io.bascule.engine.internal.config.Reconciler;
import io.bascule.testsupport.FixedEntityTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine with its reconciler and one integration with a {@link StreamedShop}, on virtual time. It stands for the deployer
 * too: a build that is offered takes the place of the one before, which goes when nobody is bound to it any more. Not
 * thread-safe.
 */
final class UpdatedShop {
    static final Duration WATCH = Duration.ofSeconds(10);

    private static final Duration STEP = Duration.ofMillis(100);
    private static final String NAME = "shop";
    private static final Thread LEAKED = new Thread(() -> {}, "a-thread-of-its-own");
    private static final EntityType CUSTOMER = new EntityType(
            "customer",
            "Customer",
            List.of(
                    FieldDefinition.of("email", FieldType.TEXT),
                    FieldDefinition.of("name", FieldType.TEXT),
                    FieldDefinition.of("note", FieldType.TEXT)),
            List.of(new KeyDefinition("email", List.of(FieldPath.of("email")))));

    private static final String MAPPING =
            "{\"integration\":\"shop\",\"type\":\"customer\",\"externalType\":\"customers\",\"fields\":["
                    + "{\"catalog\":\"email\",\"external\":\"email\"},{\"catalog\":\"name\",\"external\":\"name\"},"
                    + "{\"catalog\":\"note\",\"external\":\"note\"}],\"matchKeys\":[\"email\"]}";

    private final TestEngine engine = new TestEngine(NAME, CUSTOMER);
    private final StreamedShop shop = new StreamedShop(engine.clock(), () -> engine.pass(Duration.ofMinutes(2)));
    private final Connectors connectors = new Connectors();
    private final Map<ConnectorFactory, Long> replaced = new LinkedHashMap<>();
    private final Path folder;
    private final Map<String, Object> settings = new HashMap<>(Map.of(
            "poll.seconds", "1", "sweep.seconds", "86400", "update.watch.seconds", Long.toString(WATCH.toSeconds())));
    private Reconciler reconciler;
    private ConnectorFactory newest;
    private long bundles;
    private Stay stay = Stay.REPLACED;

    UpdatedShop(Path folder) {
        this.folder = folder;
        newest = shop.factory("0", StreamedShop.Build.GOOD);
        connectors.add(newest, "", bundles);
        reconciler = reconciler();
    }

    private Reconciler reconciler() {
        return new Reconciler(
                engine.sync(),
                new FixedEntityTypes(CUSTOMER),
                connectors,
                folder.resolve("secrets"),
                engine.surroundings(),
                connector -> StreamedShop.leaks(connector) ? Set.of(LEAKED) : Set.of());
    }

    StreamedShop shop() {
        return shop;
    }

    TestEngine engine() {
        return engine;
    }

    /** What was told of the integration. */
    List<String> news() {
        return engine.news();
    }

    /** The jar of the connector is replaced. */
    void offer(String version, StreamedShop.Build build) {
        replaced.put(newest, bundles);
        newest = shop.factory(version, build);
        connectors.add(newest, "", ++bundles);
    }

    /** The jar of the connector is taken away, and with it all that it brought before. */
    void takeAway() {
        replaced.put(newest, bundles);
        stay = Stay.LEAVING;
    }

    /** The runtime ends and starts again on the same store, with the same jars. */
    void restart() {
        reconciler.close();
        engine.drain();
        reconciler = reconciler();
    }

    /** How many builds are installed. */
    int installed() {
        return replaced.size() + 1;
    }

    /** Lets time pass. */
    void run(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            reconciler.reconcile(this::configured);
            engine.run(STEP);
            letGo();
        }
    }

    /** As the deployer does with what is not wanted any more. */
    private void letGo() {
        replaced.entrySet().removeIf(entry -> {
            boolean goes = !reconciler.isBound(entry.getValue(), stay);
            if (goes) {
                connectors.remove(entry.getKey());
            }
            return goes;
        });
    }

    private Configured configured() {
        return new Configured(
                new TreeMap<>(Map.of(NAME, new Connection("shop", settings))),
                new TreeMap<>(Map.of("shop.customer", Map.of("accept", "true", "conflict", "newest"))),
                new TreeMap<>(Map.of("shop.customer", MAPPING)));
    }

    /** A setting of the connection is changed. */
    void set(String key, String value) {
        settings.put(key, value);
    }

    SyncStatus.Integration shown() {
        return engine.shown();
    }

    /** The updates that came to this end, the first at the front, by what they were to. */
    List<String> updates(Outcome outcome) {
        List<String> found = new ArrayList<>();
        for (ConnectorUpdate update : engine.sync().status().updates(NAME, 100)) {
            if (update.outcome() == outcome) {
                found.add(0, update.to());
            }
        }
        return found;
    }

    /** The latest update. */
    ConnectorUpdate update() {
        return engine.sync().status().updates(NAME, 1).get(0);
    }

    static Fields customer(String email, String name, String note) {
        return Fields.of(Map.of("email", Value.of(email), "name", Value.of(name), "note", Value.of(note)));
    }

    /** The records by e-mail address; there must be one of each. */
    Map<String, CatalogRecord> records() {
        Map<String, CatalogRecord> found = new TreeMap<>();
        for (CatalogRecord record : engine.store().read(tx -> tx.records().page("customer", null, 100_000))) {
            String email = String.valueOf(record.fields().get("email"));
            assertThat(found.put(email, record)).as("second record of " + email).isNull();
        }
        return found;
    }

    /** The objects by e-mail address; there must be one of each. */
    Map<String, ExternalRecord> objects() {
        Map<String, ExternalRecord> found = new TreeMap<>();
        for (ExternalRecord object : shop.objects()) {
            String email = String.valueOf(object.fields().get("email"));
            assertThat(found.put(email, object)).as("second object of " + email).isNull();
        }
        return found;
    }

    /** Each customer is there once on both sides, with the same values; nothing was written twice; nothing is parked. */
    void assertInAgreement() {
        assertThat(engine.parked()).isEmpty();
        Map<String, ExternalRecord> objects = objects();
        Map<String, CatalogRecord> records = records();
        assertThat(new TreeSet<>(records.keySet())).isEqualTo(new TreeSet<>(objects.keySet()));
        objects.forEach((email, object) -> assertThat(records.get(email))
                .as(email)
                .satisfies(record -> assertThat(record.fields()).isEqualTo(object.fields())));
        assertThat(shop.doubled()).isEmpty();
    }
}
