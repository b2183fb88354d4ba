/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The table of open intents; a settled intent is gone. */
@ProviderType
public interface Intents {
    /** The open intent of a link. */
    Optional<Intent> ofLink(String linkId);

    /**
     * Opens an intent.
     *
     * @throws StaleException if the link has one already
     */
    void insert(Intent intent);

    /**
     * Replaces an open intent.
     *
     * @throws StaleException if it is no longer open
     */
    void update(Intent intent);

    /**
     * Settles an intent.
     *
     * @throws StaleException if it is no longer open
     */
    void delete(String intentId);

    /** All open intents of an integration. */
    List<Intent> open(String integration);
}
