/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.ConnectorBinding;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Effect;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Which build of its connector each integration is bound to. */
abstract class ConnectorUpdatesContract extends StoreContract {
    private static ConnectorUpdate update(String id, String integration) {
        return new ConnectorUpdate(
                id, integration, "jdbc", "1.0", "1.1+abc", NOON, 7L << 40, Outcome.WATCHED, null, null, List.of());
    }

    @Test
    void anIntegrationIsBoundToOneBuild() {
        ConnectorBinding first = new ConnectorBinding("shop", "jdbc", "1.0.0+0123456789ab", NOON, 1);
        ConnectorBinding other = new ConnectorBinding("archive", "jdbc", "0.9", NOON, 1);
        ConnectorBinding second = new ConnectorBinding("shop", "jdbc", "1.1.0", NOON.plusNanos(1), 2);
        assertThat(readOptional(t -> t.connectorUpdates().binding("shop"))).isEmpty();
        write(t -> t.connectorUpdates().bind(first));
        write(t -> t.connectorUpdates().bind(other));
        assertThat(readOptional(t -> t.connectorUpdates().binding("shop"))).contains(first);
        write(t -> t.connectorUpdates().bind(second));
        assertThat(readOptional(t -> t.connectorUpdates().binding("shop"))).contains(second);
        assertThat(readOptional(t -> t.connectorUpdates().binding("archive"))).contains(other);
    }

    @Test
    void updatesAreKeptAndTheLatestComeFirst() {
        for (int i = 1; i <= 3; i++) {
            ConnectorUpdate update = update("u" + i, "shop");
            write(t -> t.connectorUpdates().insert(update));
        }
        write(t -> t.connectorUpdates().insert(update("u9", "archive")));
        ConnectorUpdate ended = new ConnectorUpdate(
                "u2",
                "shop",
                "jdbc",
                "1.0",
                "1.1+abc",
                NOON,
                7L << 40,
                Outcome.ROLLED_BACK,
                "A write threw: \"no such method\"",
                NOON.plusSeconds(9),
                List.of(new Effect("l1", "customer", "r1", "cus\t1"), new Effect("l2", "customer", null, null)));
        write(t -> t.connectorUpdates().update(ended));

        assertThat(readList(t -> t.connectorUpdates().latest("shop", 2))).containsExactly(update("u3", "shop"), ended);
        assertThat(readList(t -> t.connectorUpdates().latest("shop", 9))).hasSize(3);
        assertThat(readList(t -> t.connectorUpdates().latest("nobody", 9))).isEmpty();
    }

    @Test
    void anUpdateIsInsertedOnceAndReplacedOnlyIfItIsThere() {
        write(t -> t.connectorUpdates().insert(update("u1", "shop")));
        assertStale(t -> t.connectorUpdates().insert(update("u1", "shop")));
        assertStale(t -> t.connectorUpdates().update(update("u2", "shop")));
    }
}
