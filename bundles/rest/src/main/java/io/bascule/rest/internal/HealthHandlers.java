/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.model.EntityType;
import io.bascule.api.sync.SyncStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the runtime serves, to anybody who asks: no names, no numbers, no reasons. An integration that is down is
 * not this runtime's ill health; see {@code /integrations}.
 */
final class HealthHandlers {
    private static final Logger log = LoggerFactory.getLogger(HealthHandlers.class);

    private final Catalog catalog;
    private final EntityTypes types;
    private final SyncStatus sync;

    HealthHandlers(Catalog catalog, EntityTypes types, SyncStatus sync) {
        this.catalog = catalog;
        this.types = types;
        this.sync = sync;
    }

    List<Route> routes() {
        return List.of(Route.open("GET", "/health", this::health));
    }

    private Answer health(Request request) {
        boolean readable = works("catalog", () -> {
            for (EntityType type : types.all()) {
                catalog.page(type.name(), null, 1);
                return;
            }
        });
        boolean synchronising = works("synchronisation", sync::integrations);
        Map<String, Object> json = new TreeMap<>();
        json.put("status", word(readable && synchronising));
        json.put("catalog", word(readable));
        json.put("sync", word(synchronising));
        return Answer.json(readable && synchronising ? 200 : 503, json);
    }

    private static boolean works(String part, Runnable check) {
        try {
            check.run();
            return true;
        } catch (RuntimeException e) {
            log.debug("Health: {} does not work", part, e);
            return false;
        }
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
