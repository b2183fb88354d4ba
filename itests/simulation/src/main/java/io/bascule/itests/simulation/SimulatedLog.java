/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.kafka.internal.log.Headers;
import io.bascule.kafka.internal.log.TopicReader;
import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.log.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A partitioned log in memory: at least once, with lost acknowledgements, refused sends, outages and lost commits. */
final class SimulatedLog implements TopicWriter {
    private static final int PARTITIONS = 3;
    private static final int BATCH = 20;
    private static final int SCALE = 1000;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Coverage coverage;
    private final TreeMap<String, List<TopicRecord>> partitions = new TreeMap<>();
    private final TreeMap<String, Integer> committed = new TreeMap<>();
    private Instant outageUntil = Instant.MIN;
    private boolean healed;

    SimulatedLog(VirtualTime time, SplittableRandom random, Coverage coverage) {
        this.time = time;
        this.random = random;
        this.coverage = coverage;
    }

    void heal() {
        healed = true;
        outageUntil = Instant.MIN;
    }

    void outage(Duration length) {
        coverage.period();
        outageUntil = time.now().plus(length);
    }

    @Override
    public void send(TopicRecord record, Consumer<@Nullable Exception> acknowledged) {
        int dice = healed ? SCALE : random.nextInt(SCALE);
        if (outageUntil.isAfter(time.now())) {
            coverage.during(CoverageTables.AWAY, CoverageTables.SEND);
            answer(acknowledged, new IllegalStateException("broker away"));
        } else if (dice < 10) {
            coverage.fault(CoverageTables.REFUSED, CoverageTables.SEND);
            answer(acknowledged, new IllegalStateException("refused"));
        } else {
            String partition = record.topic() + "/"
                    + Math.floorMod(String.valueOf(record.key()).hashCode(), PARTITIONS);
            partitions.computeIfAbsent(partition, key -> new ArrayList<>()).add(record);
            boolean lost = dice < 25;
            if (lost) {
                coverage.fault(CoverageTables.ACKNOWLEDGEMENT_LOST, CoverageTables.SEND);
            }
            answer(acknowledged, lost ? new IllegalStateException("acknowledgement lost") : null);
        }
    }

    private void answer(Consumer<@Nullable Exception> acknowledged, @Nullable Exception failure) {
        time.after(Duration.ofMillis(1 + random.nextInt(60)), () -> acknowledged.accept(failure));
    }

    /** A member of the group; it starts where the group committed. */
    TopicReader reader() {
        return new Reader();
    }

    /** Every record of the topics of a prefix, in the order of each partition. */
    void forEach(String topicPrefix, BiConsumer<String, TopicRecord> visitor) {
        partitions.tailMap(topicPrefix, true).forEach((partition, records) -> {
            if (partition.startsWith(topicPrefix)) {
                records.forEach(record -> visitor.accept(partition, record));
            }
        });
    }

    /** For each out topic and key the greatest version that the group has not committed yet. */
    Map<String, Long> uncommitted() {
        Map<String, Long> versions = new TreeMap<>();
        partitions.forEach((partition, records) -> {
            if (isOut(partition)) {
                for (TopicRecord record : records.subList(committed.getOrDefault(partition, 0), records.size())) {
                    versions.merge(
                            record.topic() + " " + record.key(),
                            Long.parseLong(record.headers().getOrDefault(Headers.RECORD_VERSION, "0")),
                            Math::max);
                }
            }
        });
        return versions;
    }

    private static boolean isOut(String partition) {
        return partition.startsWith("bascule.out.");
    }

    private final class Reader implements TopicReader {
        private final TreeMap<String, Integer> positions = new TreeMap<>(committed);
        private final TreeMap<String, Integer> done = new TreeMap<>();
        private boolean commitLost;

        @Override
        public List<TopicRecord> poll() {
            if (outageUntil.isAfter(time.now())) {
                coverage.during(CoverageTables.AWAY, CoverageTables.POLL);
                return List.of();
            }
            if (commitLost) {
                // The position stays known to the client, and goes with its next commit.
                commitLost = false;
                committed.putAll(done);
            }
            List<TopicRecord> batch = new ArrayList<>();
            partitions.forEach((partition, records) -> {
                int from = positions.getOrDefault(partition, 0);
                int to = Math.min(records.size(), from + BATCH);
                if (isOut(partition) && to > from && batch.size() < BATCH) {
                    batch.addAll(records.subList(from, to));
                    positions.put(partition, to);
                }
            });
            return batch;
        }

        @Override
        public void commit() {
            if (!healed && random.nextInt(20) == 0) {
                coverage.fault(CoverageTables.COMMIT_LOST, CoverageTables.COMMIT);
                done.putAll(positions);
                commitLost = true;
                return;
            }
            committed.putAll(positions);
        }

        @Override
        public void rewind() {
            positions.clear();
            positions.putAll(committed);
        }
    }
}
