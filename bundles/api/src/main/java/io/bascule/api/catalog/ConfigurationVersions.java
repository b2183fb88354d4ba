/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.config.ConfigurationVersion;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The table of accepted configurations; only added to. */
@ProviderType
public interface ConfigurationVersions {
    /**
     * Adds a version.
     *
     * @throws StaleException if it is there already
     */
    void add(ConfigurationVersion version);

    /** The newest version of each configuration, in the order of their PIDs. */
    List<ConfigurationVersion> newest();

    /** All versions of one configuration, the oldest first. */
    List<ConfigurationVersion> of(String pid);

    /** One version. */
    Optional<ConfigurationVersion> find(String pid, long version);
}
