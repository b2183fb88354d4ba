/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that makes one type of resource for connections, such as HTTP clients. Stateless and thread-safe. */
@ConsumerType
public interface ResourceProvider<T> {
    /** The type it provides. Constant. */
    Class<T> type();

    /** The settings that it adds to every connection that uses it, for example {@code url} and {@code auth}. Constant. */
    List<SettingDefinition> settings();

    /**
     * Opens a resource. No remote call here.
     *
     * @param settings complete and checked
     * @param resources clock, logger and secrets; {@link ConnectionResources#resource} must not be called
     * @return the resource; closed by the engine if it is {@link AutoCloseable}
     */
    T open(Settings settings, ConnectionResources resources);
}
