/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of topics that are there with other settings than their users may rely on, each once. It changes none: somebody may have
 * made them so on purpose. Thread-safe.
 */
final class TopicWatch {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final long WAIT_SECONDS = 5;

    private final TopicSettings settings;
    private final Consumer<String> told;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** @param told gets each line */
    TopicWatch(TopicSettings settings, Consumer<String> told) {
        this.settings = settings;
        this.told = told;
    }

    /** Looks at topics that were not looked at before. Never fails: who may write to a topic need not see its settings. */
    void look(Admin admin, Collection<String> topics) {
        List<ConfigResource> fresh = topics.stream()
                .filter(topic -> !seen.contains(topic))
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        admin.describeConfigs(fresh).values().forEach((resource, answer) -> look(resource.name(), answer));
    }

    private void look(String topic, KafkaFuture<Config> answer) {
        try {
            Map<String, String> found = new HashMap<>();
            answer.get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .entries()
                    .forEach(entry -> found.put(entry.name(), entry.value()));
            seen.add(topic);
            SortedMap<String, String> mendings = settings.mendings(topic, found);
            if (!mendings.isEmpty()) {
                told.accept(text(topic, mendings, found));
            }
        } catch (ExecutionException | TimeoutException e) {
            log.debug("The settings of topic {} cannot be seen: {}", topic, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(String topic, SortedMap<String, String> mendings, Map<String, String> found) {
        return "Topic " + topic + " was there already and stays as it is: it has "
                + mendings.keySet().stream()
                        .map(name -> name + "=" + found.get(name))
                        .collect(Collectors.joining(", "))
                + " where Bascule would make it with " + joined(mendings, ", ")
                + ". If that is not meant: kafka-configs.sh --alter --entity-type topics --entity-name " + topic
                + " --add-config " + joined(mendings, ",");
    }

    private static String joined(SortedMap<String, String> settings, String separator) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(separator));
    }
}
