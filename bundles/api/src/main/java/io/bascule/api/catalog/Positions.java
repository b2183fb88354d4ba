/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Places in the systems' streams and lists. */
@ProviderType
public interface Positions {
    /**
     * The place of a stream.
     *
     * @param stream for example {@code "changes:customer"} or {@code "list:customer"}
     */
    Optional<StoredPosition> find(String integration, String stream);

    /** Stores the place of a stream. */
    void save(StoredPosition position);

    /** Forgets the place of a stream, if there is one. */
    void delete(String integration, String stream);
}
