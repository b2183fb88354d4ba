/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Committed events on their way to Kafka. A row stays until every send of it was acknowledged. */
@ProviderType
public interface Outbox {
    /** Adds an event. */
    void add(OutboxEvent event);

    /**
     * The oldest events in the order of (created, id). The order of ids need not be that of commits: an older row may appear
     * after a younger one was read, so nothing may ever be left out by "id greater than the last".
     */
    List<OutboxEvent> oldest(int limit);

    /** Takes away exactly these events; ids that are not there are ignored. */
    void delete(Collection<String> ids);

    /** Whether an event of this record is still on its way. */
    boolean hasPending(String recordId);

    /** How many events are on their way. */
    long count();
}
