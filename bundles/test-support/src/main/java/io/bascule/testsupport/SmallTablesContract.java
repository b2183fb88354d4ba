/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Positions, webhook events and leases. */
abstract class SmallTablesContract extends StoreContract {
    @Test
    void positionsAreReplacedAndForgotten() {
        StoredPosition first = new StoredPosition("stripe", "changes:customer", new Position(1, ""), NOON, 1);
        StoredPosition second =
                new StoredPosition("stripe", "changes:customer", new Position(2, "x".repeat(4000)), NOON, 2);
        assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                .isEmpty();
        write(t -> t.positions().save(first));
        assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                .contains(first);
        write(t -> t.positions().save(second));
        assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                .contains(second);
        assertThat(readOptional(t -> t.positions().find("stripe", "list:customer")))
                .isEmpty();

        write(t -> {
            t.positions().delete("stripe", "changes:customer");
            t.positions().delete("stripe", "nowhere");
        });
        assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                .isEmpty();
    }

    @Test
    void aWebhookEventIsNewOnce() {
        write(t -> {
            assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue();
            assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isFalse();
            assertThat(t.webhookEvents().add("shop", "evt_1", NOON.plusNanos(1)))
                    .isTrue();
        });
        write(t -> assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isFalse());

        write(t -> assertThat(t.webhookEvents().deleteBefore(NOON, 9)).isZero());
        write(t ->
                assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(1), 9)).isEqualTo(1));
        write(t -> {
            assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue();
            assertThat(t.webhookEvents().add("shop", "evt_1", NOON)).isFalse();
        });
    }

    @Test
    void webhookEventsAreForgottenOldestFirst() {
        write(t -> {
            t.webhookEvents().add("stripe", "evt_2", NOON.plusNanos(2));
            t.webhookEvents().add("stripe", "evt_1", NOON.plusNanos(1));
            t.webhookEvents().add("shop", "evt_1", NOON.plusNanos(3));
        });

        write(t ->
                assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(3), 1)).isEqualTo(1));
        write(t -> {
            assertThat(t.webhookEvents().add("stripe", "evt_2", NOON)).isFalse();
            assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(3), 9)).isEqualTo(1);
            assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(3), 9)).isZero();
            assertThat(t.webhookEvents().add("shop", "evt_1", NOON)).isFalse();
        });
    }

    @Test
    void aLeaseHasOneHolderAndItsEpochGrowsWithEachNewOne() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(readLong(t -> t.leases().epoch("engine"))).isZero();
        assertThat(acquire("a", NOON, minute)).contains(1L);
        assertThat(acquire("a", NOON.plusSeconds(30), minute)).contains(1L);
        assertThat(acquire("b", NOON.plusSeconds(89), minute)).isEmpty();
        assertThat(acquire("b", NOON.plusSeconds(90), minute)).contains(2L);
        assertThat(acquire("a", NOON.plusSeconds(91), minute)).isEmpty();
        assertThat(readLong(t -> t.leases().epoch("engine"))).isEqualTo(2);

        write(t -> t.leases().release("engine", "a"));
        assertThat(acquire("c", NOON.plusSeconds(92), minute)).isEmpty();
        write(t -> t.leases().release("engine", "b"));
        assertThat(readLong(t -> t.leases().epoch("engine"))).isEqualTo(2);
        assertThat(acquire("b", NOON.plusSeconds(93), minute)).contains(3L);
    }

    @Test
    void aHolderThatComesBackInTimeOverItsOwnEndKeepsItsEpoch() {
        assertThat(acquire("a", NOON, Duration.ofSeconds(1))).contains(1L);
        assertThat(acquire("a", NOON.plusSeconds(9), Duration.ofSeconds(1))).contains(1L);
    }

    private Optional<Long> acquire(String holder, Instant now, Duration lifetime) {
        return store().write(t -> t.leases().acquire("engine", holder, now, lifetime));
    }
}
