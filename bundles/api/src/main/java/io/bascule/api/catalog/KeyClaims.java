/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.MatchKey;
import java.util.Optional;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Match keys that are held by a link from the look-up until its create is settled. (integration, type, key) is unique: the
 * second link to look for the same key waits.
 */
@ProviderType
public interface KeyClaims {
    /** The link that holds a key, if any does. */
    Optional<String> holder(String integration, String type, MatchKey key);

    /**
     * Claims keys for a link; keys that it holds already stay held.
     *
     * @throws StaleException if another link holds one of them
     */
    void claim(String integration, String type, SortedSet<MatchKey> keys, String linkId);

    /** The keys that a link holds, on its integration and type. */
    SortedSet<MatchKey> heldBy(String linkId);

    /** Lets go of all keys that a link holds. */
    void release(String linkId);
}
