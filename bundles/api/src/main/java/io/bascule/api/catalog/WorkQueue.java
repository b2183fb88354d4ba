/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The table of work. */
@ProviderType
public interface WorkQueue {
    /** The work of a link. */
    Optional<Work> find(String linkId);

    /**
     * Adds work, whose revision is 1.
     *
     * @throws StaleException if the link has work already
     */
    void insert(Work work);

    /**
     * Replaces work.
     *
     * @param work its revision is one more than that of the row
     * @throws StaleException if the row is not at the revision before
     */
    void update(Work work);

    /**
     * Takes away work that is done.
     *
     * @throws StaleException if the row is not at this work's revision
     */
    void delete(Work work);

    /** Work of an integration that is not parked and whose time has come, in the order of (nextAt, linkId). */
    List<Work> due(String integration, Instant now, int limit);

    /** When the next unparked work of an integration comes due, if there is any. */
    Optional<Instant> nextDue(String integration);

    /**
     * Work in the order of link ids, after a link id.
     *
     * @param integration null for all integrations
     * @param state null for all states
     */
    List<Work> page(@Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit);

    /** How much work of an integration stands in each state. */
    Map<Work.State, Long> countByState(String integration);
}
