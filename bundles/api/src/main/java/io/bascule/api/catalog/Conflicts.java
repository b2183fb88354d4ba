/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The table of conflicts. */
@ProviderType
public interface Conflicts {
    /** The conflict of an id. */
    Optional<Conflict> find(String id);

    /**
     * Replaces a conflict.
     *
     * @throws StaleException if it is not there
     */
    void update(Conflict conflict);

    /** Adds a conflict. */
    void add(Conflict conflict);

    /** All conflicts of a link, in the order of their ids. */
    List<Conflict> ofLink(String linkId);

    /** The held conflicts of a link. */
    List<Conflict> held(String linkId);

    /** The newest conflict of a link's field, by its catalog path, decided or held. */
    Optional<Conflict> newest(String linkId, String path);

    /** Takes away held conflicts that are no longer so; ids that are not there are ignored. */
    void delete(String id);

    /**
     * Conflicts in the order of their ids, after an id.
     *
     * @param winner null for all
     */
    List<Conflict> page(Conflict.@Nullable Winner winner, @Nullable String after, int limit);

    /**
     * Conflicts that were decided before a moment, in the order of their ids: found before it and, if a person decided them,
     * decided before it too. Held ones are not among them.
     *
     * @param after a conflict's id; null for the first page
     */
    List<Conflict> decidedBefore(Instant moment, @Nullable String after, int limit);

    /** Takes away a decided conflict; a held one stays, and an id that is not there is ignored. */
    void forget(String id);

    /** How many conflicts there are, held ones included. */
    long count();
}
