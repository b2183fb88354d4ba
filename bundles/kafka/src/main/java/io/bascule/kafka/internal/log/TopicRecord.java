/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic.
 *
 * @param topic for example {@code "bascule.out.shop"}
 * @param key records of one key stay in order; null only in records that others wrote
 * @param headers by name, as text
 * @param value null in a tombstone
 */
public record TopicRecord(
        String topic,
        @Nullable String key,
        SortedMap<String, String> headers,
        @Nullable String value) {
    /** Copies the headers. */
    public TopicRecord {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }
}
