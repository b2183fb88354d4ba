/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.OutboxEvent.Kind;
import io.bascule.api.sync.Routes;
import java.time.Instant;
import java.util.List;

/** Events and routes for tests. */
public final class Events {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    /** A committed version, made so many seconds after noon. */
    public static OutboxEvent version(String id, String record, long version, long second) {
        return new OutboxEvent(
                id,
                Kind.RECORD,
                null,
                "customer",
                record,
                version,
                NOON.plusSeconds(second),
                version == 1 ? "created" : "updated",
                "{\"name\":\"Ada\"}");
    }

    /** The same integrations for every type. */
    public static Routes routes(String... integrations) {
        return new Routes() {
            @Override
            public List<String> integrationsFor(String type) {
                return List.of(integrations);
            }

            @Override
            public List<String> integrations() {
                return List.of(integrations);
            }
        };
    }
}
