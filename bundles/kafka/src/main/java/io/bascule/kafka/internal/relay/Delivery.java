/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import org.jspecify.annotations.Nullable;

/** An event under way. Belongs to the relay's thread. */
final class Delivery {
    private final OutboxEvent event;
    private int open;
    private @Nullable Exception failure;

    Delivery(OutboxEvent event, int sends) {
        this.event = event;
        this.open = sends;
    }

    OutboxEvent event() {
        return event;
    }

    Line line() {
        return Line.of(event);
    }

    /** One send has come to its end. */
    void settle(@Nullable Exception reason) {
        open--;
        fail(reason);
    }

    /** Notes why the event has to be sent again; the first reason stays. */
    void fail(@Nullable Exception reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    boolean isOpen() {
        return open > 0;
    }

    boolean isAcknowledged() {
        return open == 0 && failure == null;
    }

    @Nullable
    Exception failure() {
        return failure;
    }

    /**
     * What must stay in order: the versions of a record, the changes of an external object, the effects on a record.
     *
     * @param integration empty where none is concerned
     */
    record Line(OutboxEvent.Kind kind, String integration, String type, String key) {
        static Line of(OutboxEvent event) {
            String integration = event.integration();
            return new Line(event.kind(), integration == null ? "" : integration, event.type(), event.key());
        }
    }
}
