/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.health.HealthComponent.Status;
import io.bascule.api.runtime.Faults;
import io.bascule.api.secret.SecretFiles;
import io.bascule.api.sync.WorkIntake;
import io.bascule.kafka.internal.client.BrokerSettings;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.client.Retention;
import io.bascule.kafka.internal.client.Security;
import io.bascule.kafka.internal.client.TopicMaker;
import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.InMemoryOutbox;
import io.bascule.kafka.internal.log.TopicNames;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The bridge with a real broker that comes late and dies. */
final class BridgeTest {
    private static final int RECORDS = 40;
    private static final String CATALOG = "bascule.catalog.customer";
    private static final String OUT = "bascule.out.shop";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final Map<String, Long> work = new ConcurrentHashMap<>();
    private final AtomicInteger added = new AtomicInteger();
    private final ScheduledExecutorService writers = Executors.newSingleThreadScheduledExecutor();
    private TestBroker broker;
    private Bridge bridge;

    @BeforeEach
    void prepare() {
        broker = new TestBroker(folder);
        bridge = bridge(new KafkaClients(settings(Retention.ofDays(7)), new TopicNames("bascule"), secrets()));
    }

    private Bridge bridge(KafkaClients clients) {
        WorkIntake intake =
                records -> records.forEach(record -> work.merge(record.recordId(), record.version(), Math::max));
        return new Bridge(
                clients,
                new TopicNames("bascule"),
                new Rooms(outbox, Events.routes("shop"), intake, (type, after, limit) -> List.of(), null, Faults.NONE),
                InstantSource.system());
    }

    private BrokerSettings settings(Retention retention) {
        return new BrokerSettings(
                broker.bootstrap(), Security.none(), "classic", Duration.ofSeconds(10), 3, 0, retention);
    }

    private SecretFiles secrets() {
        return new SecretFiles(folder);
    }

    @AfterEach
    void end() {
        writers.shutdownNow();
        bridge.close();
        broker.close();
    }

    @Test
    void losesNothingBeforeTheBrokerIsUpAndWhileItIsGone() throws Exception {
        bridge.start();
        add(120);
        broker.start();
        await().atMost(LIMIT).until(() -> outbox.count() == 0 && allWorkIsThere());

        ScheduledFuture<?> writing = writers.scheduleAtFixedRate(() -> add(2), 0, 5, TimeUnit.MILLISECONDS);
        await().atMost(LIMIT).until(() -> added.get() - outbox.count() > 300);
        broker.kill();
        await().atMost(LIMIT).until(() -> outbox.count() > 200);
        poisonComesWithTheBroker();
        await().atMost(LIMIT).until(() -> added.get() - outbox.count() > 900);
        writing.cancel(false);
        await().atMost(LIMIT).until(() -> outbox.count() == 0 && allWorkIsThere());

        everyVersionIsOnTheTopicAsACloudEvent();
        catalogTopicsAreCompactedAndOthersAreNot();
        topicsWithOtherSettingsAreToldOfOnceAndStayAsTheyAre();
        whoLogsInWithTheRightPasswordIsLetIn();
        eventsAreMirrored();
        long before = System.nanoTime();
        bridge.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    /** Adds the next versions of the records in turn. */
    private void add(int count) {
        for (int i = 0; i < count; i++) {
            int number = added.getAndIncrement();
            outbox.add(Events.version(
                    String.format("%08d", number), "r" + number % RECORDS, 1 + number / RECORDS, number / RECORDS));
        }
        bridge.wake();
    }

    private boolean allWorkIsThere() {
        for (int number = added.get() - RECORDS; number < added.get(); number++) {
            Long version = work.get("r" + number % RECORDS);
            if (version == null || version != 1 + number / RECORDS) {
                return false;
            }
        }
        return true;
    }

    private void poisonComesWithTheBroker() throws Exception {
        broker.start();
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrap());
        try (KafkaProducer<String, String> stranger =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 20; i++) {
                stranger.send(new ProducerRecord<>(OUT, "r" + i, "{not json")).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private void everyVersionIsOnTheTopicAsACloudEvent() {
        Set<String> ids = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        List<ConsumerRecord<String, CloudEvent>> records = readAll(CATALOG);
        for (ConsumerRecord<String, CloudEvent> record : records) {
            CloudEvent event = record.value();
            assertThat(event.getSource()).isEqualTo(URI.create("/bascule/catalog/customer"));
            assertThat(event.getType()).matches("io\\.bascule\\.customer\\.(created|updated)");
            assertThat(event.getSubject()).isEqualTo(record.key());
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getData().toBytes()).asString().isEqualTo("{\"name\":\"Ada\"}");
            assertThat(event.getTime()).isNotNull();
            ids.add(event.getId());
            last.put(record.key(), Long.parseLong((String) event.getExtension("recordversion")));
        }
        Set<String> expected = new HashSet<>();
        Map<String, Long> newest = new HashMap<>();
        for (int number = 0; number < added.get(); number++) {
            long version = 1L + number / RECORDS;
            expected.add("r" + number % RECORDS + ":" + version);
            newest.put("r" + number % RECORDS, version);
        }
        assertThat(ids).isEqualTo(expected);
        assertThat(last).as("the last in the topic is the last of the record").isEqualTo(newest);
    }

    private List<ConsumerRecord<String, CloudEvent>> readAll(String topic) {
        List<ConsumerRecord<String, CloudEvent>> all = new ArrayList<>();
        try (KafkaConsumer<String, CloudEvent> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new StringDeserializer(),
                new CloudEventDeserializer())) {
            if (!consumer.listTopics().containsKey(topic)) {
                return all;
            }
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (partitions.stream().mapToLong(consumer::position).sum() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private void catalogTopicsAreCompactedAndOthersAreNot() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            assertThat(configuration(admin, CATALOG, "cleanup.policy")).isEqualTo("compact");
            assertThat(configuration(admin, CATALOG, "min.compaction.lag.ms")).isEqualTo("604800000");
            assertThat(configuration(admin, CATALOG, "delete.retention.ms")).isEqualTo("604800000");
            assertThat(configuration(admin, OUT, "cleanup.policy")).isEqualTo("delete");
            assertThat(configuration(admin, OUT, "retention.ms")).isEqualTo("604800000");
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .as("made ahead, before anything came in")
                    .contains(
                            "bascule.in.shop", "bascule.effects.shop", "bascule.dead_letter.shop", "bascule.lifecycle");
        }
    }

    private void topicsWithOtherSettingsAreToldOfOnceAndStayAsTheyAre() throws Exception {
        List<String> told = new ArrayList<>();
        KafkaClients others =
                new KafkaClients(settings(Retention.ofDays(3)), new TopicNames("bascule"), secrets(), told::add);
        try (TopicMaker first = others.topicMaker(() -> {});
                TopicMaker second = others.topicMaker(() -> {});
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            first.make(List.of(CATALOG, OUT));
            second.make(List.of(CATALOG, OUT));

            assertThat(told)
                    .singleElement()
                    .asString()
                    .contains("Topic bascule.out.shop ", "it has retention.ms=604800000", "with retention.ms=259200000")
                    .endsWith("--entity-name bascule.out.shop --add-config retention.ms=259200000");
            assertThat(configuration(admin, OUT, "retention.ms")).isEqualTo("604800000");
        }
    }

    private void whoLogsInWithTheRightPasswordIsLetIn() throws Exception {
        Files.writeString(folder.resolve("right"), TestBroker.PASSWORD + "\n");
        Files.writeString(folder.resolve("wrong"), "no\n");
        try (TopicMaker topics = loggedIn("right")) {
            topics.make(List.of("bascule.lifecycle"));
        }
        try (TopicMaker topics = loggedIn("wrong")) {
            assertThatExceptionOfType(SaslAuthenticationException.class)
                    .isThrownBy(() -> topics.make(List.of("bascule.lifecycle")));
        }
        try (Bridge lockedOut = bridge(clients("wrong"))) {
            lockedOut.start();
            await().atMost(LIMIT).until(() -> lockedOut.health().status() == Status.DOWN);
        }
    }

    private TopicMaker loggedIn(String secret) {
        return clients(secret).topicMaker(() -> {});
    }

    private KafkaClients clients(String secret) {
        Security security = new Security("SASL_PLAINTEXT", "PLAIN", TestBroker.USER, "secret:" + secret, "", "", "");
        BrokerSettings settings = new BrokerSettings(
                broker.saslBootstrap(), security, "classic", Duration.ofSeconds(10), 3, 0, Retention.ofDays(7));
        return new KafkaClients(settings, new TopicNames("bascule"), secrets());
    }

    private void eventsAreMirrored() {
        KafkaClients clients = new KafkaClients(settings(Retention.ofDays(7)), new TopicNames("bascule"), secrets());
        try (Mirror mirror = new Mirror(clients, () -> Events.NOON, () -> "id-1")) {
            mirror.start();
            mirror.handler("bascule.events").handleEvent(new Event("com/acme/PAID", Map.of("amount", 12)));
            await().atMost(LIMIT).until(() -> readAll("bascule.events").size() == 1);
        }
        ConsumerRecord<String, CloudEvent> record = readAll("bascule.events").get(0);
        assertThat(record.key()).isEqualTo("com/acme/PAID");
        assertThat(record.value().getType()).isEqualTo("com.acme.PAID");
        assertThat(record.value().getData().toBytes()).asString().isEqualTo("{\"amount\":12}");
    }

    private static String configuration(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                        .all()
                        .get(10, TimeUnit.SECONDS)
                        .get(resource))
                .get(name)
                .value();
    }
}
