/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.secret.SecretFiles;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of one open connection; closes what it opened. Thread-safe. */
final class OpenResources implements ConnectionResources, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OpenResources.class);

    private final Settings settings;
    private final Map<Class<?>, ResourceProvider<?>> providers;
    private final SecretFiles secrets;
    private final InstantSource clock;
    private final Logger logger;
    private final Map<Class<?>, Object> open = new HashMap<>();

    OpenResources(
            Settings settings, Map<Class<?>, ResourceProvider<?>> providers, SecretFiles secrets, InstantSource clock) {
        this.settings = settings;
        this.providers = Map.copyOf(providers);
        this.secrets = secrets;
        this.clock = clock;
        this.logger = LoggerFactory.getLogger("bascule.integration." + settings.integration());
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Logger logger() {
        return logger;
    }

    @Override
    public synchronized <T> T resource(Class<T> type) {
        Object resource = open.get(type);
        if (resource == null) {
            ResourceProvider<?> provider = providers.get(type);
            if (provider == null) {
                throw new BasculeException(new Problem(
                        ErrorCode.CONNECTOR_MISSING,
                        "No bundle provides " + type.getName(),
                        "integration " + settings.integration(),
                        null,
                        null,
                        "Install the bundle that provides it."));
            }
            resource = provider.open(settings, this);
            open.put(type, resource);
        }
        return type.cast(resource);
    }

    @Override
    public String secret(String key) {
        String reference = settings.find(key);
        String where = "integration " + settings.integration() + ", setting " + key;
        if (reference == null) {
            throw new BasculeException(new Problem(
                    ErrorCode.SECRET_MISSING,
                    "A secret is needed and not configured",
                    where,
                    "a reference such as secret:stripe-key",
                    "nothing",
                    "Set " + key + " in the settings of the connection."));
        }
        return secrets.resolve("A secret", where, reference);
    }

    @Override
    public synchronized void close() {
        for (Object resource : open.values()) {
            if (resource instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    log.warn("Closing {} failed", resource.getClass().getName(), e);
                }
            }
        }
        open.clear();
    }
}
