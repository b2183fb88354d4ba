/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that Kafka has not taken for so long that nobody waits for them any more. The sweep makes work of what they told. */
final class OutboxChore implements Chore {
    private static final int EVENTS = 500;

    @Override
    public String what() {
        return "events that Kafka never took";
    }

    @Override
    public int days(RetentionTimes times) {
        return times.outbox();
    }

    @Override
    public Step step(StoreTransaction tx, Instant moment, @Nullable String after) {
        List<String> old = tx.outbox().oldest(EVENTS).stream()
                .filter(event -> event.created().isBefore(moment))
                .map(OutboxEvent::id)
                .toList();
        tx.outbox().delete(old);
        return new Step(old.size(), old.size() < EVENTS ? null : "");
    }
}
