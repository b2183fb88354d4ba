/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes topics ahead of their first record, with the settings that their users may rely on. Topics that are there already
 * stay as they are; {@link TopicWatch} tells of those that differ. Belongs to one thread, but may be closed by another.
 */
public final class TopicMaker implements AutoCloseable {
    private static final int MOST_COPIES = 3;
    private static final long WAIT_SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(TopicMaker.class);

    private final Admin admin;
    private final BrokerSettings settings;
    private final TopicSettings topicSettings;
    private final TopicWatch watch;
    private final Runnable made;
    private final Set<String> there = new HashSet<>();

    TopicMaker(Admin admin, BrokerSettings settings, TopicSettings topicSettings, TopicWatch watch, Runnable made) {
        this.admin = admin;
        this.settings = settings;
        this.topicSettings = topicSettings;
        this.watch = watch;
        this.made = made;
    }

    /**
     * Makes those topics that are not there. Cheap for topics that were seen before. Waits a few seconds at the most.
     *
     * @throws KafkaException with the first reason if some could not be made; the others were
     */
    public void make(Collection<String> topics) {
        List<String> unseen = topics.stream()
                .filter(topic -> !there.contains(topic))
                .distinct()
                .toList();
        if (unseen.isEmpty()) {
            return;
        }
        List<String> missing = missing(unseen);
        List<String> found =
                unseen.stream().filter(topic -> !missing.contains(topic)).toList();
        there.addAll(found);
        watch.look(admin, found);
        if (!missing.isEmpty()) {
            create(missing);
        }
    }

    /** Looks again at every topic: one may have been deleted. */
    public void forget() {
        there.clear();
    }

    /** Takes no more than a second. */
    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private List<String> missing(List<String> topics) {
        // Looked up one by one first: who may write to a topic need not have the right to make it.
        List<String> missing = new ArrayList<>();
        Map<String, ? extends KafkaFuture<?>> answers =
                admin.describeTopics(topics).topicNameValues();
        answers.forEach((topic, answer) -> {
            try {
                await(answer);
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic);
            }
        });
        return missing;
    }

    private void create(List<String> missing) {
        Optional<Short> copies = Optional.of(copies());
        List<NewTopic> wanted = missing.stream()
                .map(topic -> new NewTopic(topic, Optional.of(settings.partitions()), copies)
                        .configs(topicSettings.of(topic)))
                .toList();
        List<String> fresh = new ArrayList<>();
        KafkaException failure = null;
        for (Map.Entry<String, KafkaFuture<Void>> answer :
                admin.createTopics(wanted).values().entrySet()) {
            try {
                await(answer.getValue());
                fresh.add(answer.getKey());
                there.add(answer.getKey());
            } catch (TopicExistsException e) {
                there.add(answer.getKey());
            } catch (KafkaException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (!fresh.isEmpty()) {
            log.info("Made topics {} with {} partitions and {} copies", fresh, settings.partitions(), copies.get());
            made.run();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private short copies() {
        if (settings.replication() > 0) {
            return (short) settings.replication();
        }
        int brokers = await(admin.describeCluster().nodes()).size();
        return (short) Math.max(1, Math.min(MOST_COPIES, brokers));
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("The broker did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }
}
