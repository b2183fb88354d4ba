/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads every topic from its beginning, as any program that subscribes could. Belongs to one thread. */
public final class KafkaCounts {
    private static final String PREFIX = "bascule.";
    private static final String CATALOG = "bascule.catalog.";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(300);

    private final World world;

    /** @param world at rest */
    public KafkaCounts(World world) {
        this.world = world;
    }

    /**
     * What the topics hold.
     *
     * @param records how many records by topic, repeats included
     * @param missing committed versions of records that are on no topic of their type, as {@code type/id/version}
     * @param repeated how many records carry a {@code ce_id} that their topic holds already: sent again because an
     *     acknowledgement was lost, which subscribers see by the id
     */
    public record Result(SortedMap<String, Long> records, List<String> missing, long repeated) {
        /** Copies the list. */
        public Result {
            missing = List.copyOf(missing);
        }
    }

    /** Reads all there is. */
    public Result read() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                world.kafka(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis());
        Tally tally = new Tally();
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, parts) -> {
                if (topic.startsWith(PREFIX)) {
                    tally.records.put(topic, 0L);
                    for (PartitionInfo part : parts) {
                        partitions.add(new TopicPartition(topic, part.partition()));
                    }
                }
            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Instant deadline = world.waiting().clock().instant().plus(LIMIT);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(tally::add);
                if (world.waiting().clock().instant().isAfter(deadline)) {
                    throw new WorldFailure("The topics could not be read within " + LIMIT.toSeconds() + " s");
                }
            }
        } catch (KafkaException e) {
            throw new WorldFailure("Kafka at " + world.kafka() + " can't be read: " + e.getMessage(), e);
        }
        return new Result(tally.records, missing(tally), tally.repeated);
    }

    private List<String> missing(Tally tally) {
        List<String> missing = new ArrayList<>();
        for (String type : List.of(FieldMap.CUSTOMER, FieldMap.PRODUCT)) {
            Map<String, Set<Long>> versions = tally.versions.getOrDefault(CATALOG + type, Map.of());
            for (JsonNode record : world.catalog().records(type)) {
                String id = record.path("id").asText();
                Set<Long> found = versions.getOrDefault(id, Set.of());
                for (long version = 1; version <= record.path("version").asLong(); version++) {
                    if (!found.contains(version)) {
                        missing.add(type + "/" + id + "/" + version);
                    }
                }
            }
        }
        return missing;
    }

    private static final class Tally {
        private final SortedMap<String, Long> records = new TreeMap<>();
        private final Map<String, Map<String, Set<Long>>> versions = new HashMap<>();
        private final Map<String, Set<String>> ids = new HashMap<>();
        private long repeated;

        private void add(ConsumerRecord<String, String> record) {
            records.merge(record.topic(), 1L, Long::sum);
            String id = header(record, "ce_id");
            if (!id.isEmpty()
                    && !ids.computeIfAbsent(record.topic(), topic -> new HashSet<>())
                            .add(id)) {
                repeated++;
            }
            String version = header(record, "ce_recordversion");
            if (record.topic().startsWith(CATALOG) && !version.isEmpty()) {
                versions.computeIfAbsent(record.topic(), topic -> new HashMap<>())
                        .computeIfAbsent(record.key(), key -> new HashSet<>())
                        .add(Long.parseLong(version));
            }
        }

        private static String header(ConsumerRecord<String, String> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
