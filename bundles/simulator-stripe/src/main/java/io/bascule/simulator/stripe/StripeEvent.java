/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, after {@code docs.stripe.com/api/events/object}.
 *
 * @param order its place in the order of events; higher is newer
 * @param type for example {@code customer.updated}
 * @param object the object as it was then; for a delete as it was just before
 * @param previous what changed values were, for an update
 */
record StripeEvent(
        long order,
        String id,
        String type,
        Instant happened,
        ObjectNode object,
        @Nullable ObjectNode previous,
        String requestId,
        @Nullable String idempotencyKey) {

    ObjectNode json(String shownId, String apiVersion, int pendingWebhooks) {
        ObjectNode event = Json.object().put("id", shownId).put("object", "event");
        event.put("api_version", apiVersion);
        event.put("created", happened.getEpochSecond());
        ObjectNode data = event.putObject("data");
        data.set("object", object);
        if (previous != null) {
            data.set("previous_attributes", previous);
        }
        event.put("livemode", false);
        event.put("pending_webhooks", pendingWebhooks);
        event.putObject("request").put("id", requestId).put("idempotency_key", idempotencyKey);
        event.put("type", type);
        return event;
    }
}
