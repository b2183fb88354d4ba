/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.event.Topics;
import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import io.bascule.api.health.HealthSource;
import io.bascule.api.runtime.PropertyFaults;
import io.bascule.api.secret.SecretFiles;
import io.bascule.api.sync.PresentVersions;
import io.bascule.api.sync.Routes;
import io.bascule.api.sync.TopicRefill;
import io.bascule.api.sync.WorkIntake;
import io.bascule.kafka.internal.client.BrokerSettings;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.client.Retention;
import io.bascule.kafka.internal.client.Security;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicNames.Family;
import io.bascule.kafka.internal.mirror.MirrorRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge from Event Admin to Kafka. Events only wake it: what it sends is what the outbox holds, so a lost event costs a
 * second and nothing else, and the handler never waits.
 */
@Component(
        service = {EventHandler.class, TopicRefill.class, HealthSource.class},
        immediate = true,
        configurationPid = KafkaConfiguration.PID,
        property = {
            EventConstants.EVENT_TOPIC + "=" + Topics.CATALOG_ALL,
            EventConstants.EVENT_TOPIC + "=" + Topics.INTEGRATION_ALL
        })
@Designate(ocd = KafkaConfiguration.class)
public final class KafkaBridge implements EventHandler, TopicRefill, HealthSource {
    private static final String BOOTSTRAP_PROPERTY = "bascule.kafka.bootstrap";
    private static final String INTEGRATION_TOPICS = Topics.INTEGRATION_ALL.replace("*", "");

    private static final Logger log = LoggerFactory.getLogger(KafkaBridge.class);

    private final @Nullable Bridge bridge;
    private final @Nullable Mirror mirror;

    /**
     * Starts the bridge's threads, and returns without having looked for a broker.
     *
     * @throws IllegalArgumentException if a setting is wrong: what, expected, found
     */
    @Activate
    public KafkaBridge(
            BundleContext context,
            KafkaConfiguration configuration,
            @Reference CatalogStore store,
            @Reference Routes routes,
            @Reference WorkIntake intake,
            @Reference PresentVersions versions,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    EntityTypes types) {
        String bootstrap = bootstrap(context, configuration);
        if (bootstrap.isEmpty()) {
            log.info(
                    "No Kafka is configured; changes are kept in the outbox. Set bootstrap in {}.cfg or the framework"
                            + " property {}",
                    KafkaConfiguration.PID,
                    BOOTSTRAP_PROPERTY);
            bridge = null;
            mirror = null;
            return;
        }
        Rooms rooms = new Rooms(store, routes, intake, versions, types, PropertyFaults.of(context::getProperty));
        TopicNames names = new TopicNames(configuration.prefix().strip());
        List<MirrorRule> rules = MirrorRule.parse(configuration.mirror(), names);
        KafkaClients clients = new KafkaClients(
                settings(bootstrap, configuration),
                names,
                new SecretFiles(Path.of(String.valueOf(context.getProperty("bascule.data")), "secrets")));
        bridge = new Bridge(clients, names, rooms, InstantSource.system());
        mirror = rules.isEmpty()
                ? null
                : new Mirror(
                        clients, InstantSource.system(), () -> UUID.randomUUID().toString());
        log.info("Bridges the catalog to Kafka at {}, topics {}.*", bootstrap, configuration.prefix());
        bridge.start();
        if (mirror != null) {
            mirror.start();
            mirror.listen(context, rules);
        }
    }

    /** Ends the threads, within five seconds. */
    @Deactivate
    public void deactivate() {
        if (mirror != null) {
            mirror.close();
        }
        if (bridge != null) {
            bridge.close();
        }
    }

    @Override
    public void handleEvent(Event event) {
        if (bridge == null) {
            return;
        }
        if (event.getTopic().startsWith(INTEGRATION_TOPICS)) {
            bridge.topicsMayBeMissing();
        } else {
            bridge.wake();
        }
    }

    @Override
    public List<HealthComponent> health() {
        return List.of(
                bridge == null
                        ? Bridge.health(Status.UP, "None is configured; changes are kept in the outbox.")
                        : bridge.health());
    }

    @Override
    public Progress refill(String type) {
        if (bridge == null) {
            throw new BasculeException(new Problem(
                    ErrorCode.NOT_RUNNING,
                    "No Kafka is configured",
                    KafkaConfiguration.PID,
                    null,
                    null,
                    "Set bootstrap in etc/" + KafkaConfiguration.PID + ".cfg."));
        }
        return bridge.refills().refill(type);
    }

    @Override
    public Optional<Progress> progress(String type) {
        return bridge == null ? Optional.empty() : bridge.refills().progress(type);
    }

    private static String bootstrap(BundleContext context, KafkaConfiguration configuration) {
        String configured = configuration.bootstrap().strip();
        String property = context.getProperty(BOOTSTRAP_PROPERTY);
        return configured.isEmpty() && property != null ? property.strip() : configured;
    }

    private static BrokerSettings settings(String bootstrap, KafkaConfiguration configuration) {
        return new BrokerSettings(
                bootstrap,
                new Security(
                        configuration.security_protocol().strip(),
                        configuration.sasl_mechanism().strip(),
                        configuration.sasl_user().strip(),
                        configuration.sasl_password().strip(),
                        configuration.ssl_authorities().strip(),
                        configuration.ssl_certificate().strip(),
                        configuration.ssl_key().strip()),
                configuration.group_protocol().strip(),
                Duration.ofMillis(configuration.session_timeout_ms()),
                configuration.partitions(),
                configuration.replication(),
                retention(configuration));
    }

    private static Retention retention(KafkaConfiguration configuration) {
        Map<Family, Integer> days = new EnumMap<>(Family.class);
        days.put(Family.OUT, configuration.retention_out_days());
        days.put(Family.IN, configuration.retention_in_days());
        days.put(Family.EFFECTS, configuration.retention_effects_days());
        days.put(Family.DEAD_LETTER, configuration.retention_dead__letter_days());
        days.put(Family.LIFECYCLE, configuration.retention_lifecycle_days());
        days.values().removeIf(value -> value == 0);
        return new Retention(days, configuration.retention_days());
    }
}
