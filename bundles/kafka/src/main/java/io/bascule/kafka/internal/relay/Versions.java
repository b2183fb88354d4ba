/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.kafka.internal.relay.Delivery.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Puts the versions of each record in order where a clock that went back made the outbox hold them otherwise. Pure. */
final class Versions {
    private Versions() {}

    /** The same events; those of one record by version, in the places that they had together. */
    static List<OutboxEvent> inOrder(List<OutboxEvent> events) {
        Map<Line, List<OutboxEvent>> lines = new HashMap<>();
        for (OutboxEvent event : events) {
            if (event.kind() == OutboxEvent.Kind.RECORD) {
                lines.computeIfAbsent(Line.of(event), line -> new ArrayList<>()).add(event);
            }
        }
        Map<Line, Queue<OutboxEvent>> sorted = new HashMap<>();
        lines.forEach((line, versions) -> {
            versions.sort(Comparator.comparingLong(OutboxEvent::version));
            sorted.put(line, new ArrayDeque<>(versions));
        });
        List<OutboxEvent> ordered = new ArrayList<>(events.size());
        for (OutboxEvent event : events) {
            Queue<OutboxEvent> versions = sorted.get(Line.of(event));
            OutboxEvent next = versions == null ? null : versions.poll();
            ordered.add(next == null ? event : next);
        }
        return ordered;
    }
}
