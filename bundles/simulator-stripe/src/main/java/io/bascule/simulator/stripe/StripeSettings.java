/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Durations;
import io.bascule.simulator.kit.Json;
import java.time.Duration;
import java.util.Map;

/**
 * What can be changed while running.
 *
 * @param apiKey the one key that is accepted
 * @param searchLag how far search is behind, at most one hour
 * @param idempotentReplay false: keys are ignored and every request is executed
 * @param apiVersion shown by events
 */
record StripeSettings(String apiKey, Duration searchLag, boolean idempotentReplay, String apiVersion) {
    StripeSettings {
        if (searchLag.compareTo(ObjectStore.LONGEST_SEARCH_LAG) > 0) {
            throw new IllegalArgumentException(
                    "'searchLag' must be at most " + ObjectStore.LONGEST_SEARCH_LAG + ", found " + searchLag);
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("'apiKey' must not be blank; expected for example sk_test_simulator");
        }
    }

    ObjectNode json() {
        return Json.object()
                .put("apiKey", apiKey)
                .put("searchLag", searchLag.toString())
                .put("idempotentReplay", idempotentReplay)
                .put("apiVersion", apiVersion);
    }

    StripeSettings with(ObjectNode changes) {
        StripeSettings changed = this;
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            changed = changed.with(change.getKey(), change.getValue());
        }
        return changed;
    }

    private StripeSettings with(String key, JsonNode value) {
        if (key.equals("idempotentReplay")) {
            if (!value.isBoolean()) {
                throw new IllegalArgumentException("'" + key + "' must be true or false, found " + value);
            }
            return new StripeSettings(apiKey, searchLag, value.booleanValue(), apiVersion);
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + key + "' must be a text, found " + value);
        }
        String text = value.textValue();
        return switch (key) {
            case "apiKey" -> new StripeSettings(text, searchLag, idempotentReplay, apiVersion);
            case "searchLag" ->
                new StripeSettings(apiKey, Durations.parse(text, "searchLag"), idempotentReplay, apiVersion);
            case "apiVersion" -> new StripeSettings(apiKey, searchLag, idempotentReplay, text);
            default -> throw new IllegalArgumentException("Unknown setting '" + key + "'");
        };
    }
}
