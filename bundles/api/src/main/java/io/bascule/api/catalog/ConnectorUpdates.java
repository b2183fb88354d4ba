/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Which build of a connector each integration is bound to, and how it came to be. */
@ProviderType
public interface ConnectorUpdates {
    /** What an integration is bound to; empty if it never was bound. */
    Optional<ConnectorBinding> binding(String integration);

    /** Stores what an integration is bound to, in the place of what it was bound to before. */
    void bind(ConnectorBinding binding);

    /**
     * Adds an update.
     *
     * @throws StaleException if there is one of this id
     */
    void insert(ConnectorUpdate update);

    /**
     * Replaces an update.
     *
     * @throws StaleException if there is none of this id
     */
    void update(ConnectorUpdate update);

    /** The updates of an integration, the latest first. */
    List<ConnectorUpdate> latest(String integration, int limit);
}
