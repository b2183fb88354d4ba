/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.secret.SecretFiles;
import io.bascule.engine.internal.integration.Calls;
import io.bascule.engine.internal.integration.ObservedConnector;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is opened to see whether its settings fit together, and what its system has; never used for more. */
final class Trial implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Trial.class);

    private final String integration;
    private final String kind;
    private final Connector connector;
    private final OpenResources resources;
    private @Nullable Capabilities capabilities;
    private @Nullable BasculeException trouble;

    private Trial(String integration, String kind, Connector connector, OpenResources resources) {
        this.integration = integration;
        this.kind = kind;
        this.connector = connector;
        this.resources = resources;
    }

    /**
     * Opens a connection.
     *
     * @throws BasculeException if the connector refuses its settings
     */
    static Trial open(
            ConnectorFactory factory,
            Settings settings,
            Map<Class<?>, ResourceProvider<?>> providers,
            SecretFiles secrets,
            InstantSource clock) {
        OpenResources resources = new OpenResources(settings, providers, secrets, clock);
        try {
            return new Trial(
                    settings.integration(),
                    factory.kind(),
                    ObservedConnector.opened(() -> factory.open(settings, resources), new Calls(clock)),
                    resources);
        } catch (BasculeException e) {
            resources.close();
            throw e;
        } catch (RuntimeException | LinkageError e) {
            resources.close();
            throw Refusals.bug(settings.integration(), factory.kind(), e);
        }
    }

    /**
     * What the system can do. Asked once, whatever comes out: a system that is away takes its time to say so.
     *
     * @throws BasculeException of kind TRANSIENT if the system is away
     */
    Capabilities capabilities() {
        BasculeException before = trouble;
        if (before != null) {
            throw before;
        }
        Capabilities known = capabilities;
        if (known == null) {
            try {
                known = connector.capabilities();
                capabilities = known;
            } catch (BasculeException e) {
                trouble = e;
                throw e;
            } catch (RuntimeException e) {
                // A new build may be broken anywhere; that is no reason to judge nothing any more.
                trouble = Refusals.bug(integration, kind, e);
                throw trouble;
            }
        }
        return known;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (RuntimeException e) {
            log.warn("Closing a connector of kind {} that was tried for {} failed", kind, integration, e);
        }
        resources.close();
    }
}
