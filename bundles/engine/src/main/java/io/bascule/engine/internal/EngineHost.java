/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.config.Configurations;
import io.bascule.api.error.BasculeException;
import io.bascule.api.event.Lifecycle;
import io.bascule.api.runtime.PropertyFaults;
import io.bascule.api.secret.SecretFiles;
import io.bascule.api.sync.ConnectorUse;
import io.bascule.api.sync.IntegrationActions;
import io.bascule.api.sync.PresentVersions;
import io.bascule.api.sync.Resolutions;
import io.bascule.api.sync.Routes;
import io.bascule.api.sync.SyncStatus;
import io.bascule.api.sync.WorkIntake;
import io.bascule.engine.internal.config.ConfigurationDesk;
import io.bascule.engine.internal.config.ConfigurationScan;
import io.bascule.engine.internal.config.Connectors;
import io.bascule.engine.internal.config.EtcFolder;
import io.bascule.engine.internal.config.Reconciler;
import io.bascule.engine.internal.config.SettingsForm;
import io.bascule.engine.internal.house.Housekeeping;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.runtime.SystemSurroundings;
import io.bascule.engine.internal.write.PresentRecords;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.MetaTypeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine in its framework: takes the lease, offers the engine's services while it is held, and has the reconciler
 * follow configuration and connectors. Thread-safe.
 */
final class EngineHost {
    private static final Logger log = LoggerFactory.getLogger(EngineHost.class);

    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final Duration LOOK_AT_FILES = Duration.ofMillis(500);
    private static final Duration NEXT_STEP = Duration.ofMillis(100);

    /** How often the folder is looked at before the configuration is gone through once more, for systems that were down. */
    private static final int LOOKS_PER_RECONCILIATION = 4;

    private final BundleContext context;
    private final CatalogStore store;
    private final EntityTypes types;
    private final ConfigurationScan scan;
    private final SystemSurroundings system;
    private final String holder;
    private final EventNews news;
    private final Connectors connectors = new Connectors();
    private final Path etc;
    private final EtcFolder etcFolder;
    private final Path secrets;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    private @Nullable SyncEngine engine;
    private @Nullable Reconciler reconciler;
    private @Nullable ConfigurationDesk desk;
    private @Nullable ConnectorTracker tracker;
    private String stamp = "";
    private int looks;
    private boolean waitingTold;
    /** Told once for each absence: the lease is tried for several times a second. */
    private volatile boolean storeAway;

    private boolean stopped;

    /** One next step is awaited at a time, however many have asked for it. */
    private final AtomicBoolean stepAwaited = new AtomicBoolean();

    /** Starts at once and returns before the lease is taken. */
    EngineHost(
            BundleContext context,
            CatalogStore store,
            EntityTypes types,
            ConfigurationAdmin configurations,
            EventAdmin events) {
        this.context = context;
        this.store = store;
        this.types = types;
        this.scan = new ConfigurationScan(configurations);
        this.system = new SystemSurroundings(PropertyFaults.of(context::getProperty));
        this.holder = system.surroundings().ids().next();
        this.news = new EventNews(events);
        Path data = Path.of(Objects.requireNonNull(
                context.getProperty("bascule.data"), "Framework property bascule.data names the data folder"));
        String place = context.getProperty("bascule.etc");
        this.etc = place == null ? data.resolve("etc") : Path.of(place);
        this.etcFolder = new EtcFolder(etc);
        this.secrets = data.resolve("secrets");
        system.surroundings().executor().execute(this::lead);
    }

    /** Takes the lease, or tries again shortly. */
    private void lead() {
        Optional<Long> epoch = acquire();
        if (epoch.isEmpty()) {
            if (!waitingTold && !storeAway) {
                waitingTold = true;
                log.info("Another runtime holds this store's lease; waiting for it to end");
            }
            later(NEXT_STEP.multipliedBy(5), this::lead);
            return;
        }
        synchronized (this) {
            if (stopped) {
                return;
            }
            SyncEngine made = new SyncEngine(store, types, system.surroundings(), epoch.get(), news);
            engine = made;
            Reconciler bringsInLine = new Reconciler(made, types, connectors, secrets, system.surroundings());
            reconciler = bringsInLine;
            desk = new ConfigurationDesk(
                    new EngineStore(store, system.surroundings(), epoch.get()),
                    types,
                    connectors,
                    etc,
                    new SecretFiles(secrets),
                    scan,
                    system.surroundings(),
                    (name, why) -> made.lifecycle()
                            .tell(Lifecycle.Subject.INTEGRATION, name, Lifecycle.Event.CONFIGURATION_REFUSED, why),
                    this::configurationChanged);
            register(Configurations.class, desk.configurations(), Map.of());
            offer(made);
            tracker = new ConnectorTracker(context, connectors, this::configurationChanged);
            register(ConnectorUse.class, bringsInLine, Map.of());
        }
        later(RENEWAL, this::renew);
        look();
    }

    private Optional<Long> acquire() {
        try {
            Optional<Long> epoch = store.write(tx -> tx.leases()
                    .acquire(
                            EngineStore.LEASE,
                            holder,
                            system.surroundings().clock().instant(),
                            LEASE));
            if (storeAway) {
                storeAway = false;
                log.info("The store can be used again");
            }
            return epoch;
        } catch (RuntimeException e) {
            if (!storeAway) {
                storeAway = true;
                log.warn("The lease cannot be taken now; trying on. {}", e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void renew() {
        if (acquire().isEmpty()) {
            log.debug("The lease was not renewed; the store refuses writes if another runtime has it");
        }
        later(RENEWAL, this::renew);
    }

    private void offer(SyncEngine made) {
        register(Catalog.class, made.catalog(), Map.of());
        register(Routes.class, made, Map.of());
        register(WorkIntake.class, made, Map.of());
        register(PresentVersions.class, new PresentRecords(store), Map.of());
        register(SyncStatus.class, made.status(), Map.of());
        register(Resolutions.class, made.resolutions(), Map.of());
        register(Housekeeping.class, made.housekeeping(), Map.of());
        register(Lifecycle.class, made.lifecycle(), Map.of());
        register(IntegrationActions.class, made.actions(), Map.of());
        register(ConfigurationListener.class, event -> configurationChanged(), Map.of());
        register(
                MetaTypeProvider.class,
                SettingsForm.ofMappings(),
                Map.of("metatype.factory.pid", ConfigurationScan.MAPPING));
        register(
                Servlet.class,
                new WebhookServlet(made, system.surroundings().faults()),
                Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        "/hooks/*",
                        "osgi.http.whiteboard.target",
                        "(org.apache.felix.http.name=webhooks)"));
    }

    private <S> void register(Class<S> type, S service, Map<String, Object> properties) {
        registrations.add(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
    }

    private void configurationChanged() {
        system.surroundings().executor().execute(this::reconcile);
    }

    /** Mapping documents are no configurations of Config Admin: the folder is looked at. */
    private void look() {
        String found = etcFolder.stamp();
        boolean changed = !found.equals(stamp);
        stamp = found;
        looks++;
        if (changed || looks % LOOKS_PER_RECONCILIATION == 0) {
            reconcile();
        }
        later(LOOK_AT_FILES, this::look);
    }

    private void reconcile() {
        Reconciler current;
        ConfigurationDesk configuration;
        synchronized (this) {
            current = reconciler;
            configuration = desk;
            if (stopped || current == null || configuration == null) {
                return;
            }
        }
        try {
            boolean again = current.reconcile(configuration::look);
            if ((again || configuration.isChanging()) && stepAwaited.compareAndSet(false, true)) {
                later(NEXT_STEP, () -> {
                    stepAwaited.set(false);
                    reconcile();
                });
            }
        } catch (IllegalStateException | BasculeException e) {
            // At the next look again: Config Admin or the store is away.
            log.debug("Configuration cannot be read at this moment", e);
        } catch (RuntimeException | LinkageError e) {
            // Nobody would look any more if this came out.
            log.error("Configuration could not be gone through; it is at the next look again", e);
        }
    }

    private void later(Duration delay, Runnable task) {
        system.surroundings()
                .scheduler()
                .after(
                        "engine",
                        delay,
                        () -> system.surroundings().executor().execute(() -> {
                            if (!isStopped()) {
                                task.run();
                            }
                        }));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Stops within a few seconds; work that is not done goes on at the next start. */
    void stop() {
        synchronized (this) {
            stopped = true;
            registrations.forEach(ServiceRegistration::unregister);
            registrations.clear();
            if (tracker != null) {
                tracker.close();
            }
        }
        if (engine != null) {
            engine.runners().forEach(runner -> runner.stop());
        }
        system.close();
        if (reconciler != null) {
            reconciler.close();
        }
        if (engine != null) {
            engine.lifecycle().flush();
        }
        try {
            store.write(tx -> {
                tx.leases().release(EngineStore.LEASE, holder);
                return null;
            });
        } catch (RuntimeException e) {
            log.debug("The lease was not given back; it ends by itself", e);
        }
    }
}
