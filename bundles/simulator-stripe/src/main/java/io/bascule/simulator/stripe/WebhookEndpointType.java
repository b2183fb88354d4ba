/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import io.bascule.simulator.kit.WebhookEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static io.bascule.simulator.stripe.ParameterTypes.flag;
import static io.bascule.simulator.stripe.ParameterTypes.list;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.text;
import static io.bascule.simulator.stripe.ParameterTypes.unsettable;

/** Webhook endpoints, after {@code docs.stripe.com/api/webhook_endpoints}. Their secret shows only when created. */
final class WebhookEndpointType implements ResourceType {
    @Override
    public String name() {
        return "webhook_endpoint";
    }

    @Override
    public String path() {
        return "/v1/webhook_endpoints";
    }

    @Override
    public String newId(Ids ids) {
        return ids.next("we_", 24);
    }

    @Override
    public Parameters creation() {
        return new Parameters()
                .optional("api_version", text(100))
                .optional("description", unsettable(text(5000)))
                .required("enabled_events", list(text(200), 500))
                .optional("metadata", metadata())
                .required("url", WebhookEndpointType::readUrl)
                .notImitated("connect", "expand");
    }

    @Override
    public Parameters updating() {
        return new Parameters()
                .optional("description", unsettable(text(5000)))
                .optional("disabled", flag())
                .optional("enabled_events", list(text(200), 500))
                .optional("metadata", metadata())
                .optional("url", WebhookEndpointType::readUrl)
                .notImitated("expand");
    }

    private static JsonNode readUrl(String name, JsonNode raw) {
        JsonNode url = text(5000).read(name, raw);
        if (!url.textValue().startsWith("http://") && !url.textValue().startsWith("https://")) {
            throw StripeError.invalid(
                    name, "url_invalid", "Invalid URL: An explicit scheme (such as https) must be provided.");
        }
        try {
            URI.create(url.textValue());
        } catch (IllegalArgumentException malformed) {
            throw StripeError.invalid(name, "url_invalid", "Not a valid URL");
        }
        return url;
    }

    @Override
    public Parameters filters() {
        return new Parameters();
    }

    @Override
    public ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids) {
        ObjectNode endpoint = Json.object().put("id", id).put("object", name());
        endpoint.putNull("api_version");
        endpoint.putNull("application");
        endpoint.put("created", seconds);
        endpoint.putNull("description");
        endpoint.putArray("enabled_events");
        endpoint.put("livemode", false);
        endpoint.putObject("metadata");
        endpoint.put("secret", ids.next("whsec_", 32));
        endpoint.put("status", "enabled");
        endpoint.putNull("url");
        update(endpoint, parameters);
        return endpoint;
    }

    @Override
    public void update(ObjectNode copy, ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            switch (entry.getKey()) {
                case "metadata" ->
                    copy.set("metadata", ParameterTypes.mergeMetadata(copy.get("metadata"), entry.getValue()));
                case "disabled" -> copy.put("status", entry.getValue().booleanValue() ? "disabled" : "enabled");
                default -> copy.set(entry.getKey(), entry.getValue());
            }
        }
    }

    @Override
    public boolean passes(ObjectNode object, ObjectNode filters) {
        return true;
    }

    @Override
    public boolean makesEvents() {
        return false;
    }

    @Override
    public ObjectNode answered(ObjectNode object) {
        return object;
    }

    @Override
    public ObjectNode shown(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("secret");
        return copy;
    }

    /** True if the endpoint is enabled and wants events of this type. */
    static boolean wants(ObjectNode object, String eventType) {
        return object.path("status").asText().equals("enabled")
                && endpoint(object).wants(eventType);
    }

    /** The endpoint as the sender of webhooks knows it. */
    static WebhookEndpoint endpoint(ObjectNode object) {
        List<String> types = new ArrayList<>();
        object.path("enabled_events").forEach(type -> types.add(type.textValue()));
        return new WebhookEndpoint(
                object.path("id").textValue(),
                URI.create(object.path("url").textValue()),
                object.path("secret").textValue(),
                types);
    }
}
