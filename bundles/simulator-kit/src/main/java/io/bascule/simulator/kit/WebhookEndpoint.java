/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.net.URI;
import java.util.List;

/**
 * Somebody who wants to be told.
 *
 * @param id unique in its simulator, for example {@code we_1}
 * @param url where the POST goes
 * @param secret what the POST is signed with
 * @param eventTypes patterns of the types it wants, see {@link EventTypes}
 */
public record WebhookEndpoint(String id, URI url, String secret, List<String> eventTypes) {
    public WebhookEndpoint {
        eventTypes = List.copyOf(eventTypes);
    }

    /** True if the endpoint wants events of this type. */
    public boolean wants(String eventType) {
        return eventTypes.stream().anyMatch(pattern -> EventTypes.matches(pattern, eventType));
    }

    @Override
    public String toString() {
        return id + " at " + url;
    }
}
