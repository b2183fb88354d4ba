/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import io.bascule.api.catalog.OutboxEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The records as they are now, as the events that told of them. Thread-safe. */
@ProviderType
public interface PresentVersions {
    /**
     * Records of a type in the order of their ids. Reads the store, so it may take a moment.
     *
     * @param type for example {@code "customer"}
     * @param after a record's id; null for the first page
     * @param limit 1 or more
     * @return for each record the event of its present version, whose id is the record's id, a colon and the version; fewer than
     *     the limit on the last page
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the store cannot be read now
     */
    List<OutboxEvent> of(String type, @Nullable String after, int limit);
}
