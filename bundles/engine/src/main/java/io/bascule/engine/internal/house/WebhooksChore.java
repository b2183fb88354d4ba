/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.catalog.StoreTransaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ids of webhook events. One that comes again after that is taken in again, which does no harm: it is a hint. */
final class WebhooksChore implements Chore {
    private static final int EVENTS = 500;

    @Override
    public String what() {
        return "ids of webhook events";
    }

    @Override
    public int days(RetentionTimes times) {
        return times.webhooks();
    }

    @Override
    public Step step(StoreTransaction tx, Instant moment, @Nullable String after) {
        int removed = tx.webhookEvents().deleteBefore(moment, EVENTS);
        return new Step(removed, removed < EVENTS ? null : "");
    }
}
