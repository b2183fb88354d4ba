/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.HistoryEntry;
import io.bascule.kafka.internal.log.Headers;
import io.bascule.kafka.internal.log.TopicRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must be in the topics: every committed version under one id, in order; effects in the order of versions (I8). */
final class LogOracle {
    private final End end;
    private final Alarms alarms;

    LogOracle(End end, Alarms alarms) {
        this.end = end;
        this.alarms = alarms;
    }

    void judge() {
        if (end.outbox() != 0) {
            alarms.raise("I10", "world", "the outbox holds " + end.outbox() + " events");
        }
        Map<String, Set<String>> ids = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        Set<String> forgotten = new HashSet<>();
        end.log().forEach("bascule.catalog.", (partition, record) -> {
            ids.computeIfAbsent(record.key() + " " + version(record), key -> new HashSet<>())
                    .add(record.headers().getOrDefault(Headers.ID, ""));
            last.put(String.valueOf(record.key()), version(record));
            if (record.value() == null) {
                forgotten.add(String.valueOf(record.key()));
            } else {
                forgotten.remove(String.valueOf(record.key()));
            }
        });
        for (HistoryEntry entry : end.history()) {
            int found = ids.getOrDefault(entry.recordId() + " " + entry.version(), Set.of())
                    .size();
            if (found != 1) {
                alarms.raise(
                        "I10",
                        entry.recordId(),
                        "version " + entry.version() + " is in its topic under " + found + " ids");
            }
        }
        Stream.concat(end.records().stream(), end.graves().stream()).forEach(record -> {
            if (last.getOrDefault(record.id(), 0L) != record.version()) {
                alarms.raise("I8", record.id(), "the last version in its topic is " + last.get(record.id()));
            }
            if (forgotten.contains(record.id()) != record.deleted()) {
                alarms.raise(
                        "I8",
                        record.id(),
                        "compaction " + (record.deleted() ? "keeps a deleted record" : "forgets a living record"));
            }
        });
        end.mappings().keySet().forEach(this::effects);
    }

    private void effects(String system) {
        // What comes again comes again in order, so the last time of each tells the order.
        Map<String, TopicRecord> lastTime = new LinkedHashMap<>();
        end.log().forEach("bascule.effects." + system + "/", (partition, record) -> {
            String id = record.headers().getOrDefault(Headers.ID, "");
            lastTime.remove(id);
            lastTime.put(id, record);
        });
        Map<String, Long> last = new HashMap<>();
        lastTime.values().forEach(record -> {
            long version = version(record);
            long before = last.merge(String.valueOf(record.key()), version, Math::max);
            if (before > version) {
                alarms.raise(
                        "I8",
                        String.valueOf(record.key()),
                        "version " + version + " was confirmed at " + system + " after " + before);
            }
        });
    }

    private static long version(TopicRecord record) {
        return Long.parseLong(record.headers().getOrDefault(Headers.RECORD_VERSION, "0"));
    }
}
