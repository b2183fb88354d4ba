/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.Change.Replaced;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of Stripe's stream. It carries its object as it was then, so it only hints at a change.
 *
 * @param id for example {@code "evt_1Pgc76B7WZ01zgkWwyRHS12y"}
 * @param created seconds since 1970
 * @param objectId the id of what changed; null if the event tells none
 * @param deleted whether it tells of an end
 * @param object the object as it was after it
 * @param previous the values that an update replaced ({@code data.previous_attributes}); null for other events
 * @param key the idempotency key of the request that made the change; null if it had none
 */
record StripeEvent(
        String id,
        long created,
        @Nullable String objectId,
        boolean deleted,
        Fields object,
        @Nullable Fields previous,
        @Nullable String key) {
    /** What is said of an invoice item hints at the invoice that shows it. */
    static final String ITEM = "invoiceitem";

    static StripeEvent of(Fields wire, String where) {
        String id = wire.text("id");
        String type = wire.text("type");
        if (id == null || type == null || !(wire.get("created") instanceof Value.Decimal created)) {
            throw new BasculeException(new Problem(
                    ErrorCode.ANSWER_UNREADABLE,
                    "The answer holds something that is no event",
                    where,
                    "id, type and created",
                    "an object without one of them",
                    "Look whether the setting url names Stripe's API."));
        }
        return new StripeEvent(
                id,
                created.number().longValue(),
                subject(object(wire)),
                type.endsWith(".deleted") && !isItem(object(wire)),
                object(wire),
                previous(wire),
                key(wire));
    }

    /** The object inside an event; empty if it has none. */
    static Fields object(Fields wire) {
        return wire.get("data") instanceof Value.Struct data
                        && data.fields().get("object") instanceof Value.Struct object
                ? object.fields()
                : Fields.EMPTY;
    }

    /** The id of the object that a hint is about; null for an item that belongs to no invoice. */
    static @Nullable String subject(Fields object) {
        return object.text(isItem(object) ? "invoice" : "id");
    }

    static boolean isItem(Fields object) {
        return ITEM.equals(object.text("object"));
    }

    private static @Nullable Fields previous(Fields wire) {
        return wire.get("data") instanceof Value.Struct data
                        && data.fields().get("previous_attributes") instanceof Value.Struct previous
                ? previous.fields()
                : null;
    }

    private static @Nullable String key(Fields wire) {
        return wire.get("request") instanceof Value.Struct request
                ? request.fields().text("idempotency_key")
                : null;
    }

    /**
     * The hint to hand on, or null if the event names no object. Every update of ours carries a key, so only what a request
     * with a key replaced is told.
     */
    @Nullable
    Change change(StripeType type, StripeRecords records) {
        if (objectId == null) {
            return null;
        }
        // What an invoice was before its lines changed is not told in full.
        Replaced replaced = previous == null || key == null || type == StripeType.INVOICES
                ? null
                : records.replaced(type, object, previous, key);
        return new Change(objectId, null, deleted, Instant.ofEpochSecond(created), replaced);
    }
}
