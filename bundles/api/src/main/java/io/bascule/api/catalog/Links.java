/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The table of links. (integration, type, external id) and (integration, record) are unique. */
@ProviderType
public interface Links {
    /** The link of an id. */
    Optional<Link> find(String id);

    /** The link of a record on an integration. */
    Optional<Link> findByRecord(String integration, String recordId);

    /** The link of an external object. */
    Optional<Link> findByExternalId(String integration, String type, String externalId);

    /** All links of a record, ordered by integration. */
    List<Link> ofRecord(String recordId);

    /** Links of one type on one integration in the order of their ids, after an id. */
    List<Link> page(String integration, String type, @Nullable String after, int limit);

    /**
     * Adds a link, whose revision is 1.
     *
     * @throws StaleException if its id, external object or record is taken
     */
    void insert(Link link);

    /**
     * Replaces a link.
     *
     * @param link its revision is one more than that of the row
     * @throws StaleException if the row is not at the revision before, or its external object or record is taken
     */
    void update(Link link);

    /**
     * Takes away a link that never had an effect.
     *
     * @throws StaleException if the row is not at this link's revision
     */
    void delete(Link link);

    /** The greatest effect sequence of an integration; 0 if it has none. */
    long greatestEffectSequence(String integration);

    /** Links of an integration whose last effect has a sequence above this one, in the order of their effects. */
    List<Link> effectsAfter(String integration, long sequence, int limit);

    /** How many links of an integration stand in each state. */
    Map<Link.State, Long> countByState(String integration);
}
