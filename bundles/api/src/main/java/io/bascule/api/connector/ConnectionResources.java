/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.time.InstantSource;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;

/**
 * What an open connector gets from its surroundings. Owned by the engine, which closes every resource after the connector.
 * Thread-safe.
 */
@ProviderType
public interface ConnectionResources {
    /** The clock; the only source of time for a connector. */
    InstantSource clock();

    /** A logger named after the integration. Never log a secret or a whole body. */
    Logger logger();

    /**
     * The resource of a type named in {@link ConnectorFactory#resources()}, for example an authorised HTTP client or a {@code
     * javax.sql.DataSource}. The same instance at each call.
     *
     * @throws io.bascule.api.error.BasculeException with {@code SETTING_INVALID} or {@code SECRET_MISSING} if it cannot be
     *     opened, with {@code CONNECTOR_MISSING} if no bundle provides it
     */
    <T> T resource(Class<T> type);

    /**
     * The secret that a setting of kind {@code SECRET} refers to, resolved now. Use it and forget it.
     *
     * @param key the setting's key, for example {@code "webhook.secret"}
     * @throws io.bascule.api.error.BasculeException with {@code SECRET_MISSING} if the setting or the secret is not there
     */
    String secret(String key);
}
