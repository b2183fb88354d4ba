/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import io.bascule.api.health.HealthSource;
import io.bascule.api.model.EntityType;
import io.bascule.api.sync.SyncStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every part of the runtime how it stands. A part that fails to answer is down. Thread-safe. */
final class HealthParts {
    static final String CATALOG = "catalog";
    static final String SYNC = "sync";
    private static final String INTEGRATIONS = "integrations";

    private static final Logger log = LoggerFactory.getLogger(HealthParts.class);

    private final Catalog catalog;
    private final EntityTypes types;
    private final SyncStatus sync;
    private final EveryService<HealthSource> sources;

    HealthParts(Catalog catalog, EntityTypes types, SyncStatus sync, EveryService<HealthSource> sources) {
        this.catalog = catalog;
        this.types = types;
        this.sync = sync;
        this.sources = sources;
    }

    List<HealthComponent> ask() {
        List<HealthComponent> all = new ArrayList<>();
        all.addAll(answer(CATALOG, () -> {
            for (EntityType type : types.all()) {
                catalog.page(type.name(), null, 1);
                break;
            }
            return List.of(new HealthComponent(CATALOG, CATALOG, Status.UP, "Records can be read."));
        }));
        all.addAll(answer(SYNC, () -> {
            List<HealthComponent> integrations =
                    sync.integrations().stream().map(HealthParts::integration).toList();
            List<HealthComponent> components = new ArrayList<>(integrations);
            components.add(new HealthComponent(SYNC, SYNC, Status.UP, "The engine works."));
            return components;
        }));
        sources.use(source -> all.addAll(answer(source.getClass().getName(), source::health)));
        return all;
    }

    private static List<HealthComponent> answer(String part, Supplier<List<HealthComponent>> asked) {
        try {
            return asked.get();
        } catch (RuntimeException e) {
            log.debug("Health: {} does not answer", part, e);
            return List.of(new HealthComponent(
                    part, part, Status.DOWN, "It does not answer; the log tells why at level debug."));
        }
    }

    private static HealthComponent integration(SyncStatus.Integration integration) {
        Status status = switch (integration.state()) {
            case ONLINE, DISABLED -> Status.UP;
            case STARTING, SWAPPING -> Status.DEGRADED;
            case OFFLINE, DENIED, MISCONFIGURED, CONNECTOR_MISSING -> Status.DOWN;
        };
        return new HealthComponent(INTEGRATIONS, integration.name(), status, integration.detail());
    }
}
