/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The table of links. (integration, type, external id) and (integration, record) are unique among live links; those that have
 * ended stay beside them.
 */
@ProviderType
public interface Links {
    /** The link of an id. */
    Optional<Link> find(String id);

    /** The live link of a record on an integration. */
    Optional<Link> findByRecord(String integration, String recordId);

    /** The live link of an external object. */
    Optional<Link> findByExternalId(String integration, String type, String externalId);

    /** Of the ended links of a record on an integration the one that ended last. */
    Optional<Link> lastEndedOfRecord(String integration, String recordId);

    /** Of the ended links of an external object the one that ended last. */
    Optional<Link> lastEndedOfObject(String integration, String type, String externalId);

    /** All links of a record, live and ended, ordered by integration and id. */
    List<Link> ofRecord(String recordId);

    /** Live links of one type on one integration in the order of their ids, after an id. */
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

    /** How many live links of a type an integration has. */
    long countLive(String integration, String type);

    /**
     * How many links of a type on an integration, with both sides known, ended since a moment.
     *
     * @param since inclusive
     */
    long countEnded(String integration, String type, Instant since);

    /** How many links of an integration stand in each state. */
    Map<Link.State, Long> countByState(String integration);
}
