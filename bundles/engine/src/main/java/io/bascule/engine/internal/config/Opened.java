/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.Connector;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.integration.Calls;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.integration.Integration.Pace;
import io.bascule.engine.internal.integration.ObservedConnector;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open connector with all that an integration needs beside it; it may run, or stand by.
 *
 * @param wanted what it was made of
 * @param connector the connector itself
 * @param observed the connector as everybody uses it
 * @param calls how its calls go
 * @param resources what the connector uses
 * @param mappings the mappings in force
 */
record Opened(
        Wanted wanted,
        Connector connector,
        Connector observed,
        Calls calls,
        OpenResources resources,
        List<Mapping> mappings) {
    private static final Logger log = LoggerFactory.getLogger(Opened.class);

    static Opened of(Wanted wanted, Connector connector, OpenResources resources, List<Mapping> mappings, Calls calls) {
        return new Opened(wanted, connector, ObservedConnector.of(connector, calls), calls, resources, mappings);
    }

    /** How long the next build of the connector is to be watched. */
    Duration watch() {
        return wanted.settings().seconds(CommonSettings.WATCH);
    }

    /** An integration of it, to be started. */
    Integration integration(SyncEngine engine, Instant now) {
        return new Integration(
                wanted.name(),
                wanted.kind(),
                wanted.offer().build(),
                observed,
                new Pace(
                        wanted.settings().seconds(CommonSettings.POLL),
                        wanted.settings().seconds(CommonSettings.SWEEP),
                        wanted.settings().seconds(CommonSettings.CENSUS),
                        (int) wanted.settings().integer(CommonSettings.LANES),
                        (int) wanted.settings().integer(CommonSettings.QUOTA)),
                mappings,
                engine.newSequence(),
                engine.countsOf(wanted.name()),
                now,
                CommonSettings.operations(wanted.settings()));
    }

    /** Closes connector and resources, whatever the connector does about it. */
    void close() {
        try {
            observed.close();
        } catch (RuntimeException e) {
            log.warn("Closing connector {} of {} failed", wanted.offer().build(), wanted.name(), e);
        }
        resources.close();
    }
}
