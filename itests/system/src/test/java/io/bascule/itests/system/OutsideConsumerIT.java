/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bascule.demo.Demo;
import io.bascule.demo.Outcome;
import io.bascule.demo.world.World;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A program that we did not write reads the topics of types while people edit, and the broker is away for twenty seconds. */
final class OutsideConsumerIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 140;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES = List.of("customer", "product");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void findsEveryCommittedVersionOnceThoughTheBrokerWasAway() throws Exception {
        try (Demo demo = Worlds.start(folder, PORT)) {
            assertThat(demo.load()).isTrue();
            // What a broker refuses as out of order, as in a new partition under load, it refuses at every further try.
            assertThat(Files.readString(demo.places().runtime().resolve("log").resolve("broker.log")))
                    .doesNotContain("OutOfOrderSequenceException");
            World world = demo.world();
            List<String> topics = TYPES.stream().map(OutsideConsumerIT::topic).toList();
            try (Subscriber subscriber = Subscriber.start(world.kafka(), topics)) {
                BrokerOutage outage = new BrokerOutage(
                        world, () -> get(world, "/outbox").path("events").asLong());
                demo.edit(outage);
                Outcome outcome = demo.judge();

                assertThat(outage.unsent())
                        .as("events that waited for the broker")
                        .isGreaterThan(100);
                assertThat(outcome.rested()).as(outcome.json()).isTrue();
                List<ConsumerRecord<String, CloudEvent>> records = subscriber.finish();
                for (String type : TYPES) {
                    List<ConsumerRecord<String, CloudEvent>> ofType = records.stream()
                            .filter(record -> record.topic().equals(topic(type)))
                            .toList();
                    compare(committed(world, type), ofType, type);
                }
                assertThat(outcome.isGood()).as(outcome.json()).isTrue();
            }
        }
    }

    private static String topic(String type) {
        return "bascule.catalog." + type;
    }

    /** @param committed as {@link #committed} tells */
    private static void compare(
            Map<String, JsonNode> committed, List<ConsumerRecord<String, CloudEvent>> records, String type)
            throws IOException {
        Map<String, Set<String>> ids = new TreeMap<>();
        Map<String, CloudEvent> last = new TreeMap<>();
        for (ConsumerRecord<String, CloudEvent> record : records) {
            CloudEvent event = Objects.requireNonNull(record.value());
            assertValid(event, record.key(), type);
            ids.computeIfAbsent(version(record.key(), event.getExtension("recordversion")), fresh -> new TreeSet<>())
                    .add(event.getId());
            last.put(record.key(), event);
        }

        assertThat(ids.keySet())
                .as("versions of " + type + " on their topic")
                .containsExactlyInAnyOrderElementsOf(committed.keySet());
        assertThat(ids).allSatisfy((version, its) -> assertThat(its).as(version).hasSize(1));
        Set<String> distinct = new HashSet<>();
        ids.values().forEach(distinct::addAll);
        assertThat(distinct).as("ce_id is of one version only").hasSameSizeAs(ids.keySet());
        // What compaction leaves for subscribers that come later.
        for (Map.Entry<String, CloudEvent> entry : last.entrySet()) {
            String version = version(entry.getKey(), entry.getValue().getExtension("recordversion"));
            assertThat(data(entry.getValue()).path("fields"))
                    .as("last on its topic: " + version)
                    .isEqualTo(committed.get(version));
        }
    }

    private static void assertValid(CloudEvent event, String key, String type) throws IOException {
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isNotBlank();
        assertThat(event.getSource()).isEqualTo(URI.create("/bascule/catalog/" + type));
        assertThat(event.getType()).matches("io\\.bascule\\." + type + "\\.(created|updated)");
        assertThat(event.getSubject()).isEqualTo(key);
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(data(event).path("id").asText()).isEqualTo(key);
    }

    private static JsonNode data(CloudEvent event) throws IOException {
        CloudEventData data = Objects.requireNonNull(event.getData());
        return JSON.readTree(data.toBytes());
    }

    private static String version(String record, @Nullable Object version) {
        return record + " version " + version;
    }

    /** Every version that the catalog's history tells of; the last one of each record with its fields. */
    private Map<String, JsonNode> committed(World world, String type) {
        Map<String, JsonNode> versions = new TreeMap<>();
        String after = "";
        while (true) {
            JsonNode page = get(world, "/catalog/" + type + "?limit=1000" + after);
            for (JsonNode record : page.path("items")) {
                String id = record.path("id").asText();
                get(world, "/catalog/" + type + "/" + id + "/history")
                        .path("items")
                        .forEach(entry ->
                                versions.put(version(id, entry.path("version").asText()), MissingNode.getInstance()));
                versions.put(version(id, record.path("version").asText()), record.path("fields"));
            }
            if (!page.path("next").isTextual()) {
                return versions;
            }
            after = "&after=" + page.path("next").textValue();
        }
    }

    private JsonNode get(World world, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.rest() + path))
                .header("Authorization", "Bearer " + world.restToken())
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
