/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicNames.Family;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that the users of a topic may rely on. Pure, immutable. */
final class TopicSettings {
    /** So long every version, and every delete, can be read; after that the last one of each record. */
    private static final Duration CATALOG_LAG = Duration.ofDays(7);

    private final TopicNames names;
    private final Retention retention;

    TopicSettings(TopicNames names, Retention retention) {
        this.names = names;
        this.retention = retention;
    }

    /** What a topic is made with. */
    SortedMap<String, String> of(String topic) {
        SortedMap<String, String> settings = new TreeMap<>();
        Family family = names.familyOf(topic);
        if (family == Family.CATALOG) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(CATALOG_LAG.toMillis()));
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(CATALOG_LAG.toMillis()));
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(retention.of(family).toMillis()));
        }
        return settings;
    }

    /**
     * What a topic that is there has otherwise.
     *
     * @param found the topic's settings, those that it has by default included
     * @return the settings that it should have; empty if all is as it should be
     */
    SortedMap<String, String> mendings(String topic, Map<String, String> found) {
        SortedMap<String, String> mendings = new TreeMap<>(of(topic));
        mendings.entrySet().removeIf(entry -> Objects.equals(found.get(entry.getKey()), entry.getValue()));
        return mendings;
    }
}
