/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.http.AuthorisedHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The entry of the Stripe connector. */
@Component(service = ConnectorFactory.class, property = ConnectorFactory.KIND + "=" + StripeConnectorFactory.STRIPE)
public final class StripeConnectorFactory implements ConnectorFactory {
    static final String STRIPE = "stripe";

    private final String version;

    /** Called by Declarative Services. */
    @Activate
    public StripeConnectorFactory(BundleContext context) {
        this(context.getBundle().getVersion().toString());
    }

    /** Outside OSGi. */
    public StripeConnectorFactory(String version) {
        this.version = version;
    }

    @Override
    public String kind() {
        return STRIPE;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String title() {
        return "Stripe";
    }

    @Override
    public List<SettingDefinition> settings() {
        return StripeSettings.DEFINITIONS;
    }

    @Override
    public Set<Class<?>> resources() {
        return Set.of(AuthorisedHttp.class);
    }

    @Override
    public List<MappingTemplate> mappingTemplates() {
        return List.of(template("customer"), template("product"), template("invoice"));
    }

    @Override
    public Map<String, String> startingSettings(String name) {
        return Map.of(
                "url",
                "https://api.stripe.com",
                "auth",
                "bearer",
                "auth.secret",
                "secret:" + name + "-key",
                StripeSettings.WEBHOOK_SECRET,
                "secret:" + name + "-webhook",
                // Stripe's own limit is 100 a second for a live account, 25 for one in test mode.
                "quota.per.second",
                "25");
    }

    @Override
    public Connector open(Settings settings, ConnectionResources resources) {
        StripeSettings stripe = StripeSettings.of(settings);
        StripeClient client = new StripeClient(resources.resource(AuthorisedHttp.class), stripe.apiVersion());
        return new StripeConnector(
                stripe, client, resources.clock(), key -> settings.find(key) == null ? null : resources.secret(key));
    }

    private static MappingTemplate template(String type) {
        String file = "mapping." + type + ".json";
        try (InputStream stream = StripeConnectorFactory.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("The bundle lacks its own file " + file);
            }
            return new MappingTemplate(type, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle's own file " + file + " cannot be read", e);
        }
    }
}
