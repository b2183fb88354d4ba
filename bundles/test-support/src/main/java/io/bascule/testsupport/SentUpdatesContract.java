/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.model.Value;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Updates that are still to be held against the stream of changes. */
abstract class SentUpdatesContract extends StoreContract {
    private SentUpdate sent(String intentId, String linkId, String externalId) {
        return new SentUpdate(
                intentId,
                linkId,
                "stripe",
                "customer",
                externalId,
                "record",
                3,
                "bsc-" + intentId,
                null,
                41,
                new TreeMap<>(Map.of("name", Value.of("Ada"), "phone", Value.ofNull())),
                new TreeMap<>(Map.of("name", Value.of("ada"), "address.city", Value.ofNull())),
                NOON,
                null);
    }

    @Test
    void sentUpdatesAreFoundByTheirObjectInTheOrderOfTheirIntents() {
        SentUpdate first = sent("intent-1", "link-1", "cus_1");
        SentUpdate second = sent("intent-2", "link-1", "cus_1");
        write(t -> {
            t.sentUpdates().insert(second);
            t.sentUpdates().insert(sent("intent-3", "link-2", "cus_2"));
            t.sentUpdates().insert(first);
        });
        write(t -> {
            assertThat(t.sentUpdates().ofObject("stripe", "customer", "cus_1")).containsExactly(first, second);
            assertThat(t.sentUpdates().ofObject("shop", "customer", "cus_1")).isEmpty();
            assertThat(t.sentUpdates().ofObject("stripe", "product", "cus_1")).isEmpty();
            assertThat(t.sentUpdates().count("stripe", "customer")).isEqualTo(3);
            assertThat(t.sentUpdates().count("stripe", "product")).isZero();
        });
    }

    @Test
    void aSentUpdateIsForgottenOnlyAfterItsIntentHasGone() {
        Intent open = intent("intent-1", "link-1", "stripe");
        write(t -> {
            t.intents().insert(open);
            t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1"));
            t.sentUpdates().insert(sent("intent-2", "link-2", "cus_2"));
        });
        write(t -> {
            assertThat(t.sentUpdates().settle("shop", "customer", NOON)).isZero();
            assertThat(t.sentUpdates().settle("stripe", "customer", NOON)).isEqualTo(1);
            assertThat(t.sentUpdates().settle("stripe", "customer", NOON.plusSeconds(1)))
                    .isZero();
        });
        write(t -> assertThat(t.sentUpdates().ofObject("stripe", "customer", "cus_2"))
                .extracting(SentUpdate::settled)
                .containsExactly(NOON));
        write(t -> {
            assertThat(t.sentUpdates().deleteSettled("stripe", "customer", NOON.minusNanos(1)))
                    .isZero();
            assertThat(t.sentUpdates().deleteSettled("stripe", "product", NOON)).isZero();
            assertThat(t.sentUpdates().deleteSettled("stripe", "customer", NOON))
                    .isEqualTo(1);
            t.intents().delete("intent-1");
            assertThat(t.sentUpdates().settle("stripe", "customer", NOON)).isEqualTo(1);
            assertThat(t.sentUpdates().deleteSettled("stripe", "customer", NOON))
                    .isEqualTo(1);
        });
        read(t -> assertThat(t.sentUpdates().count("stripe", "customer")).isZero());
    }

    @Test
    void aSentUpdateIsStoredOnce() {
        write(t -> t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1")));
        assertStale(t -> t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1")));
    }

    @Test
    void aSentUpdateGoesWithItsTransaction() {
        assertThatThrownBy(() -> write(t -> {
                    t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1"));
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
        read(t -> assertThat(t.sentUpdates().count("stripe", "customer")).isZero());
    }
}
