/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Webhook events already stored, by the system's own ids. */
@ProviderType
public interface WebhookEvents {
    /**
     * Remembers an event.
     *
     * @return false if it was there already
     */
    boolean add(String integration, String eventId, Instant receivedAt);

    /**
     * Forgets events received before a moment, the oldest first.
     *
     * @return how many; fewer than the limit if no more are there
     */
    int deleteBefore(Instant moment, int limit);
}
