/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.model.Fields;
import io.bascule.http.AuthorisedHttp;
import io.bascule.http.Json;
import io.bascule.http.internal.AuthorisedHttpProvider;
import io.bascule.simulator.kit.Scenario;
import io.bascule.simulator.stripe.StripeSimulator;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** An imitation of Stripe with the connector and its real HTTP client; used by one test. JSON may have single quotes here. */
final class SimulatedAccount {
    final StripeSimulator stripe;
    final Map<String, String> secrets;
    final StripeConnector connector;
    private final InstantSource clock;
    private final AuthorisedHttp http;

    /** Takes over the simulator: it is closed with the rest. */
    SimulatedAccount(StripeSimulator stripe, InstantSource clock) {
        this.stripe = stripe;
        this.clock = clock;
        this.secrets =
                new HashMap<>(Map.of("auth.secret", stripe.apiKey(), "webhook.secret", "whsec_simulated_secret"));
        Settings settings = settings();
        this.http = new AuthorisedHttpProvider().open(settings, new Resources(null));
        this.connector = (StripeConnector) new StripeConnectorFactory("test").open(settings, new Resources(http));
    }

    private Settings settings() {
        Map<String, String> values = new HashMap<>(TestSettings.settings().values());
        for (SettingDefinition definition : new AuthorisedHttpProvider().settings()) {
            if (definition.defaultValue() != null) {
                values.put(definition.key(), definition.defaultValue());
            }
        }
        values.put("url", stripe.address().toString());
        values.put("auth", "bearer");
        values.put("auth.secret", "secret:stripe_key");
        values.put("webhook.secret", "secret:stripe_hook");
        return Settings.of("stripe", values);
    }

    private final class Resources implements ConnectionResources {
        private final @Nullable AuthorisedHttp opened;

        Resources(@Nullable AuthorisedHttp opened) {
            this.opened = opened;
        }

        @Override
        public InstantSource clock() {
            return clock;
        }

        @Override
        public Logger logger() {
            return LoggerFactory.getLogger("stripe");
        }

        @Override
        public <T> T resource(Class<T> type) {
            return Objects.requireNonNull(type.cast(opened));
        }

        @Override
        public String secret(String key) {
            return secrets.getOrDefault(key, "");
        }
    }

    static Fields fields(String json) {
        return Json.readObject(json.replace('\'', '"'), "test");
    }

    static ExternalRecord ok(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Ok.class);
        return ((WriteOutcome.Ok) outcome).object();
    }

    WriteOutcome create(String type, Fields fields, String name) {
        return connector
                .create(type, List.of(new CreateItem(fields, "key-" + name, "marker-" + name)))
                .get(0);
    }

    WriteOutcome update(String type, ExternalRecord before, String json, String key) {
        return connector
                .update(type, List.of(new UpdateItem(before.id(), fields(json), null, before.fields(), key)))
                .get(0);
    }

    ExternalRecord read(String type, String id) {
        ReadOutcome outcome = connector.read(type, List.of(id)).get(0);
        assertThat(outcome).isInstanceOf(ReadOutcome.Found.class);
        return ((ReadOutcome.Found) outcome).object();
    }

    /** From now on this fault happens and no other. */
    void scenario(String fault) {
        stripe.faults().replace(Scenario.parse("{\"faults\":[" + fault.replace('\'', '"') + "]}"));
    }

    void close() throws Exception {
        connector.close();
        ((AutoCloseable) http).close();
        stripe.close();
    }
}
