/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
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
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.engine.internal.write.News;
import io.bascule.testsupport.FixedEntityTypes;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Edits that land between our read and our write on a system without precondition. */
final class OverwrittenEditTest {
    private static final EntityType CUSTOMER = new EntityType(
            "customer",
            "Customer",
            List.of(
                    FieldDefinition.of("name", FieldType.TEXT),
                    FieldDefinition.of("phone", FieldType.TEXT),
                    FieldDefinition.of("city", FieldType.TEXT),
                    FieldDefinition.of("street", FieldType.TEXT)),
            List.of());
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final String ID = "c1";

    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final StreamingSystem system = new StreamingSystem();
    private final SyncEngine engine;

    OverwrittenEditTest() {
        Surroundings surroundings =
                new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = store.write(tx -> tx.leases()
                .acquire("engine", "test", clock.instant(), Duration.ofDays(30))
                .orElseThrow());
        engine = new SyncEngine(store, new FixedEntityTypes(CUSTOMER), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {
                outgoing.add(new Outgoing("billing", record.type(), record.id(), record.version()));
            }

            @Override
            public void integration(String integration, String event) {}
        });
    }

    /** The engine in agreement with a system that holds one customer. */
    private void start(boolean tells, Duration listLag, Policy conflict) {
        system.put(
                ID,
                Fields.EMPTY
                        .with("name", Value.of("Ada"))
                        .with("phone", Value.of("1"))
                        .with("address", address("Linz", "Weg 1")));
        engine.start(new Integration(
                "billing",
                "streaming",
                "1",
                system,
                new Integration.Pace(Duration.ofSeconds(1), Duration.ofHours(1), 4, 0),
                List.of(mapping(
                        conflict,
                        StreamingSystem.capabilities(
                                tells, listLag, "name", "phone", "address.city", "address.line1"))),
                engine.newSequence(),
                engine.countsOf("billing"),
                clock.instant()));
        run(A_WHILE.plus(listLag).plus(listLag));
        assertThat(record().fields().text("city")).isEqualTo("Linz");
    }

    private void start() {
        start(true, Duration.ZERO, Policy.CATALOG);
    }

    private static Mapping mapping(Policy conflict, TypeCapabilities capabilities) {
        return new Mapping(
                "billing",
                CUSTOMER,
                "customers",
                capabilities,
                Direction.BOTH,
                Policy.CATALOG,
                List.of(
                        field(conflict, capabilities, "name", "name"),
                        field(conflict, capabilities, "phone", "phone"),
                        field(conflict, capabilities, "city", "address.city"),
                        field(conflict, capabilities, "street", "address.line1")),
                List.of());
    }

    private static FieldMapping field(Policy conflict, TypeCapabilities capabilities, String catalog, String external) {
        return new FieldMapping(
                FieldPath.of(catalog),
                FieldPath.of(external),
                Direction.BOTH,
                conflict,
                Conversion.NONE,
                Objects.requireNonNull(capabilities.field(external)));
    }

    private static Value address(String city, String street) {
        return new Value.Struct(Fields.EMPTY.with("city", Value.of(city)).with("line1", Value.of(street)));
    }

    private static Fields phone(String phone) {
        return Fields.EMPTY.with("phone", Value.of(phone));
    }

    private static Fields city(String city) {
        return Fields.EMPTY.with("city", Value.of(city));
    }

    private void run(Duration time) {
        run(time, TICK);
    }

    private void run(Duration time, Duration tick) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(tick)) {
            drain();
            scheduler.advance(tick);
        }
        drain();
    }

    private void drain() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            if (!outgoing.isEmpty()) {
                List<Outgoing> batch = List.copyOf(outgoing);
                outgoing.clear();
                engine.accept(batch);
            }
            task = tasks.poll();
        }
    }

    private CatalogRecord record() {
        return store.read(tx -> tx.records().page("customer", null, 2)).get(0);
    }

    private void editCatalog(Fields changed) {
        engine.catalog().patch("customer", record().id(), changed, null, "test", "test");
        List<Outgoing> batch = List.copyOf(outgoing);
        outgoing.clear();
        engine.accept(batch);
    }

    private List<Conflict> overwritten() {
        return conflicts().stream()
                .filter(conflict -> conflict.policy().equals(Conflict.OVERWRITTEN))
                .toList();
    }

    private List<Conflict> conflicts() {
        return store.read(tx -> tx.conflicts().page(null, null, 10));
    }

    private long waiting() {
        return store.read(tx -> tx.sentUpdates().count("billing", "customer"));
    }

    @Test
    void anEditBetweenReadAndWriteIsKeptAsAConflictAndCounted() {
        start();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        editCatalog(phone("ours"));
        run(A_WHILE);

        assertThat(system.object(ID).text("phone")).isEqualTo("ours");
        assertThat(overwritten()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).isEqualTo("phone");
            assertThat(conflict.base()).isEqualTo(Value.of("1"));
            assertThat(conflict.catalogValue()).isEqualTo(Value.of("ours"));
            assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs"));
            assertThat(conflict.winner()).isEqualTo(Conflict.Winner.CATALOG);
            assertThat(conflict.recordId()).isEqualTo(record().id());
        });
        assertThat(engine.status().integrations().get(0).overwritten()).isEqualTo(1);
        assertThat(engine.status().integrations().get(0).unwatched()).isZero();
    }

    @Test
    void whatWasReadBeforeTheWriteMayBeReplaced() {
        start();
        editCatalog(phone("ours"));
        run(A_WHILE);

        assertThat(system.object(ID).text("phone")).isEqualTo("ours");
        assertThat(overwritten()).isEmpty();
    }

    @Test
    void anUpdateThatIsDroppedAsUnprovenStillTellsWhatItOverwrote() {
        start();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        system.loseNextAnswer();
        system.fallBehind(true);
        editCatalog(phone("ours"));
        drain();
        // Whoever comes after the lost answer hides that our value was there.
        system.edit(ID, phone("later"));
        run(A_WHILE);
        system.fallBehind(false);
        run(A_WHILE);

        assertThat(overwritten()).extracting(Conflict::externalValue).containsExactly(Value.of("theirs"));
    }

    @Test
    void theUpdateIsStoredBeforeItIsSent() {
        start();
        AtomicLong stored = new AtomicLong();
        system.beforeNextUpdate(() -> stored.set(waiting()));
        editCatalog(phone("ours"));
        run(A_WHILE);

        assertThat(stored).hasValue(1);
    }

    @Test
    void aFieldThatIsReplacedAlongWithASentOneIsLookedAt() {
        start();
        system.beforeNextUpdate(() -> system.edit(ID, Fields.EMPTY.with("address", address("Linz", "Gasse 2"))));
        editCatalog(city("Wien"));
        run(A_WHILE);

        assertThat(system.object(ID).get("address")).isEqualTo(address("Wien", "Weg 1"));
        assertThat(overwritten()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).isEqualTo("street");
            assertThat(conflict.catalogValue()).isEqualTo(Value.of("Weg 1"));
            assertThat(conflict.externalValue()).isEqualTo(Value.of("Gasse 2"));
        });
    }

    @Test
    void anAddressThatWasClearedIsAnEditOfEachOfItsFields() {
        start();
        system.beforeNextUpdate(() -> system.edit(ID, Fields.EMPTY.with("address", Value.ofNull())));
        editCatalog(city("Wien"));
        run(A_WHILE);

        assertThat(overwritten())
                .extracting(Conflict::path, Conflict::externalValue)
                .containsExactlyInAnyOrder(tuple("city", Value.ofNull()), tuple("street", Value.ofNull()));
    }

    @Test
    void aFieldThatTheChangeDoesNotTellOfWasNotReplaced() {
        start();
        system.beforeNextUpdate(() -> system.edit(ID, Fields.EMPTY.with("name", Value.of("Countess"))));
        editCatalog(phone("ours"));
        run(A_WHILE);

        assertThat(overwritten()).isEmpty();
        assertThat(record().fields().text("name")).isEqualTo("Countess");
    }

    @Test
    void anUpdateIsKeptHoweverLongTheStreamIsNotRead() {
        start();
        system.fallBehind(true);
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        editCatalog(phone("ours"));
        run(A_WHILE);
        run(Duration.ofDays(9), Duration.ofMinutes(30));
        assertThat(overwritten()).isEmpty();
        assertThat(waiting()).isEqualTo(1);

        system.fallBehind(false);
        run(A_WHILE);

        assertThat(overwritten()).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void anUpdateIsForgottenOnceTheStreamWasReadPastItByTheDeclaredLag() {
        start(true, Duration.ofSeconds(10), Policy.CATALOG);
        editCatalog(phone("ours"));
        run(Duration.ofSeconds(9));
        assertThat(system.object(ID).text("phone")).isEqualTo("ours");
        assertThat(waiting()).isEqualTo(1);

        run(Duration.ofSeconds(5));
        assertThat(waiting()).isZero();
    }

    @Test
    void anUpdateIsKeptWhileItsIntentIsOpen() {
        start();
        system.loseNextAnswer();
        editCatalog(phone("ours"));
        drain();
        assertThat(openIntents()).isEqualTo(1);
        engine.runners().forEach(Runner::pollNow);
        drain();
        engine.runners().forEach(Runner::pollNow);
        drain();
        assertThat(openIntents()).isEqualTo(1);
        assertThat(waiting()).isEqualTo(1);

        run(Duration.ofMinutes(2));
        assertThat(openIntents()).isZero();
        assertThat(waiting()).isZero();
    }

    private int openIntents() {
        return store.<Integer>read(tx -> tx.intents().open("billing").size());
    }

    @Test
    void aSystemThatDoesNotDeclareItIsCountedAsUnwatched() {
        start(false, Duration.ZERO, Policy.CATALOG);
        system.beforeNextUpdate(() -> {
            system.edit(ID, phone("theirs"));
            assertThat(waiting()).isZero();
        });
        editCatalog(phone("ours"));
        run(A_WHILE);

        assertThat(overwritten()).isEmpty();
        assertThat(engine.status().integrations().get(0).unwatched()).isEqualTo(1);
    }

    @Test
    void aChangeThatIsToldTwiceIsRecordedOnce() {
        start();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        editCatalog(phone("ours"));
        drain();
        system.repeatLastEvent();
        run(A_WHILE);

        assertThat(overwritten()).hasSize(1);
    }

    @Test
    void anEditThatWonAConflictBeforeALateWriteReplacedItIsNotLost() {
        start(true, Duration.ZERO, Policy.EXTERNAL);
        system.fallBehind(true);
        system.holdBackNextUpdate();
        editCatalog(phone("ours"));
        drain();
        system.edit(ID, phone("theirs"));
        run(A_WHILE);
        assertThat(record().fields().text("phone")).isEqualTo("theirs");

        system.letGo();
        system.fallBehind(false);
        run(A_WHILE);

        assertThat(overwritten()).isEmpty();
    }

    @Test
    void anEditThatWasMergedBeforeALateWriteReplacedItIsNotLost() {
        start();
        system.fallBehind(true);
        system.holdBackNextUpdate();
        editCatalog(phone("ours"));
        drain();
        // The catalog takes its own edit back, so that theirs is the only one when the update is given up.
        editCatalog(phone("1"));
        system.edit(ID, phone("theirs"));
        run(A_WHILE);
        assertThat(record().fields().text("phone")).isEqualTo("theirs");
        assertThat(conflicts()).isEmpty();

        system.letGo();
        system.fallBehind(false);
        run(A_WHILE);

        assertThat(overwritten()).isEmpty();
    }

    @Test
    void whatAnEarlierUpdateOfOursWroteIsNobodyElsesEdit() {
        start();
        system.fallBehind(true);
        system.holdBackNextUpdate();
        editCatalog(phone("first"));
        run(Duration.ofMillis(300));
        // The first update is given up as unproven and arrives just before the second.
        system.beforeNextUpdate(system::letGo);
        editCatalog(phone("second"));
        run(A_WHILE);
        system.fallBehind(false);
        run(A_WHILE);

        assertThat(system.object(ID).text("phone")).isEqualTo("second");
        assertThat(overwritten()).isEmpty();
    }

    @Test
    void withoutKeysAChangeOfOursIsKnownByWhatItSet() {
        start();
        system.tellNoKeys();
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        editCatalog(phone("ours"));
        run(A_WHILE);

        assertThat(overwritten()).extracting(Conflict::externalValue).containsExactly(Value.of("theirs"));
    }

    @Test
    void updatesOfAStretchThatCannotBeReadAreCountedAsUnwatched() {
        start();
        system.fallBehind(true);
        system.beforeNextUpdate(() -> system.edit(ID, phone("theirs")));
        editCatalog(phone("ours"));
        run(A_WHILE);
        system.expire();
        system.fallBehind(false);
        run(A_WHILE);

        assertThat(overwritten()).isEmpty();
        assertThat(waiting()).isZero();
        assertThat(engine.status().integrations().get(0).unwatched()).isEqualTo(1);
    }
}
