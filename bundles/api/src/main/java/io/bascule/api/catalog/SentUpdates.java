/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The table of updates of which the change stream has not yet told what they replaced. */
@ProviderType
public interface SentUpdates {
    /**
     * Stores an update, in the transaction of its intent.
     *
     * @throws StaleException if there is one of this intent already
     */
    void insert(SentUpdate update);

    /** The updates of an object, in the order of their intents' ids. */
    List<SentUpdate> ofObject(String integration, String type, String externalId);

    /** How many updates of a type wait. */
    long count(String integration, String type);

    /**
     * Notes that updates whose intent is no longer open will not be sent any more; those of which this is noted keep their
     * moment.
     *
     * @return of how many this was new
     */
    int settle(String integration, String type, Instant now);

    /**
     * Forgets updates that were settled at or before a moment.
     *
     * @return how many there were
     */
    int deleteSettled(String integration, String type, Instant moment);
}
