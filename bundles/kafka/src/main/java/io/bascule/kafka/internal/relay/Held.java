/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.relay.Delivery.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is not sent for the rest of one pass: topics at which a send failed, and the lines of events that were held, so that
 * nothing overtakes them. A sick topic costs one wait a pass and stops no other.
 */
final class Held {
    private final Set<String> failedTopics = ConcurrentHashMap.newKeySet();
    private final Set<Line> lines = new HashSet<>();

    /** Notes a failed send; on any thread. */
    void fail(String topic) {
        failedTopics.add(topic);
    }

    void hold(OutboxEvent event) {
        lines.add(Line.of(event));
    }

    boolean line(OutboxEvent event) {
        return lines.contains(Line.of(event));
    }

    boolean topics(List<TopicRecord> records) {
        return !failedTopics.isEmpty()
                && records.stream().map(TopicRecord::topic).anyMatch(failedTopics::contains);
    }
}
