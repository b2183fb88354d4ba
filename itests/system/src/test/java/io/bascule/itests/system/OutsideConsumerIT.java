/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bascule.demo.Demo;
import io.bascule.demo.Outcome;
import io.bascule.demo.world.World;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A subscriber that we did not write reads the topics: the CloudEvents project's own Java SDK. The broker is killed meanwhile, and
 * again each time it comes back, for some twenty seconds.
 */
final class OutsideConsumerIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 140;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AWAY_FROM = Duration.ofSeconds(2);
    /** The runtime waits longer before each further start, so the broker is away for some twenty seconds. */
    private static final Duration AWAY_UNTIL = Duration.ofSeconds(14);

    private static final Duration EDITING = Duration.ofSeconds(24);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void findsEveryCommittedVersionOnceThoughTheBrokerWasAway() throws Exception {
        try (Demo demo = Worlds.start(folder, PORT)) {
            assertThat(demo.load()).isTrue();
            int kills = editWhileTheBrokerIsKilled(demo);
            Outcome outcome = demo.judge();

            assertThat(kills).as("kills of the broker").isGreaterThanOrEqualTo(3);
            assertThat(outcome.isGood()).as(outcome.json()).isTrue();
            for (String type : List.of("customer", "product")) {
                compare(demo.world(), type);
            }
        }
    }

    private static int editWhileTheBrokerIsKilled(Demo demo) throws InterruptedException {
        int[] kills = {0};
        demo.edit(sinceStart -> {
            boolean away = sinceStart.compareTo(AWAY_FROM) >= 0 && sinceStart.compareTo(AWAY_UNTIL) < 0;
            if (away && demo.world().killBroker()) {
                kills[0]++;
            }
            return sinceStart.compareTo(EDITING) < 0;
        });
        return kills[0];
    }

    private void compare(World world, String type) throws Exception {
        Map<String, Set<String>> committed = committed(world, type);
        Map<String, Set<String>> found = new TreeMap<>();
        for (ConsumerRecord<String, CloudEvent> record : read(world.kafka(), "bascule.catalog." + type)) {
            CloudEvent event = Objects.requireNonNull(record.value());
            assertValid(event, record.key(), type);
            found.computeIfAbsent(
                            record.key() + " version " + event.getExtension("recordversion"), key -> new TreeSet<>())
                    .add(event.getId());
        }

        assertThat(found.keySet()).as("versions of " + type + " on their topic").isEqualTo(committed.keySet());
        assertThat(found)
                .allSatisfy((version, ids) -> assertThat(ids).as(version).hasSize(1));
        Set<String> ids = new HashSet<>();
        found.values().forEach(ids::addAll);
        assertThat(ids).as("ce_id is of one version only").hasSameSizeAs(found.keySet());
    }

    private static void assertValid(CloudEvent event, String key, String type) throws Exception {
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isNotBlank();
        assertThat(event.getSource()).isEqualTo(URI.create("/bascule/catalog/" + type));
        assertThat(event.getType()).matches("io\\.bascule\\." + type + "\\.(created|updated)");
        assertThat(event.getSubject()).isEqualTo(key);
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        CloudEventData data = Objects.requireNonNull(event.getData());
        assertThat(JSON.readTree(data.toBytes()).path("id").asText()).isEqualTo(key);
    }

    /** Every version of every record, as REST tells them; the values are not used. */
    private Map<String, Set<String>> committed(World world, String type) throws Exception {
        Map<String, Set<String>> versions = new TreeMap<>();
        String after = "";
        while (true) {
            JsonNode page = get(world, "/catalog/" + type + "?limit=1000" + after);
            for (JsonNode record : page.path("items")) {
                String id = record.path("id").asText();
                JsonNode history =
                        get(world, "/catalog/" + type + "/" + id + "/history").path("items");
                assertThat(history.size()).isEqualTo(record.path("version").asInt());
                history.forEach(version ->
                        versions.put(id + " version " + version.path("version").asText(), Set.of()));
            }
            if (!page.path("next").isTextual()) {
                return versions;
            }
            after = "&after=" + page.path("next").textValue();
        }
    }

    private JsonNode get(World world, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.rest() + path))
                .header("Authorization", "Bearer " + world.restToken())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static List<ConsumerRecord<String, CloudEvent>> read(String bootstrap, String topic) {
        List<ConsumerRecord<String, CloudEvent>> records = new ArrayList<>();
        try (KafkaConsumer<String, CloudEvent> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
                new StringDeserializer(),
                new CloudEventDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
