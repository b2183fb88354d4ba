/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.update;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Position;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A step of an update may be taken once more, when its commit was not answered or what follows it has failed. */
final class UpdateRowsTest {
    private static final List<String> TYPES = List.of("customer");
    private static final String STREAM = "changes:customer";

    private final ManualClock clock = ManualClock.atNewYear();
    private final Surroundings surroundings = new Surroundings(
            clock, new ManualScheduler(clock), Runnable::run, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
    private final InMemoryCatalogStore inMemory = new InMemoryCatalogStore();
    private final long epoch = inMemory.write(
                    tx -> tx.leases().acquire(EngineStore.LEASE, "test", clock.instant(), Duration.ofDays(1)))
            .orElseThrow();
    private final EngineStore store = new EngineStore(inMemory, surroundings, epoch);
    private final UpdateRows rows = new UpdateRows(store, surroundings);

    @BeforeEach
    void bindTheFirstBuild() {
        rows.bind("shop", "shop", "1");
        reach("ten");
    }

    private void reach(String place) {
        store.write(tx -> {
            tx.positions().save(new StoredPosition("shop", STREAM, new Position(1, place), clock.instant(), epoch));
            return null;
        });
    }

    private Optional<String> place() {
        return store.read(tx -> tx.positions().find("shop", STREAM))
                .map(found -> found.position().text());
    }

    private ConnectorUpdate begin() {
        return rows.begin("shop", "shop", "1", "2", TYPES, 0);
    }

    @Test
    void anUpdateThatIsBegunTwiceIsOne() {
        ConnectorUpdate begun = begin();
        clock.advance(Duration.ofSeconds(1));

        assertThat(begin()).isEqualTo(begun);
        rows.finish(begun, TYPES);
        assertThat(rows.leftOver("shop")).isEmpty();
    }

    @Test
    void goingBackTwiceKeepsThePositionsFromBefore() {
        ConnectorUpdate begun = begin();
        reach("twenty");

        ConnectorUpdate ended = rows.goBack(begun, TYPES, Outcome.ROLLED_BACK, "It is bad.");
        assertThat(place()).contains("ten");
        assertThat(rows.goBack(begun, TYPES, Outcome.ROLLED_BACK, "It is bad.")).isEqualTo(ended);
        assertThat(place()).contains("ten");
        assertThat(rows.bound("shop", "shop")).isEqualTo("1");
    }

    @Test
    void anUpdateAfterOneThatCameBackIsAnotherOne() {
        ConnectorUpdate begun = begin();
        rows.goBack(begun, TYPES, Outcome.INTERRUPTED, "The runtime ended.");

        assertThat(begin().id()).isNotEqualTo(begun.id());
        assertThat(rows.bound("shop", "shop")).isEqualTo("2");
    }
}
