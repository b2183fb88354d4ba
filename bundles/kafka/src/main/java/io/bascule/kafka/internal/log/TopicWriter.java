/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the relay writes. Called by one thread. */
@FunctionalInterface
public interface TopicWriter {
    /**
     * Begins to write a record at the end of its topic. Never throws, and may wait a few seconds at the most. Records of one
     * topic and key are written in the order of the calls, but that one may fail while a later one is written.
     *
     * @param record what to write
     * @param acknowledged called exactly once, on any thread, also before this method returns: with null once the record is
     *     safe, or with the reason why it may not be in the topic
     */
    void send(TopicRecord record, Consumer<@Nullable Exception> acknowledged);
}
