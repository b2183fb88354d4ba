/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import java.util.List;

/** Where the consumer reads: all {@code out} topics of one prefix, as a member of one group. Belongs to one thread. */
public interface TopicReader {
    /**
     * The next records, in order for each topic and key. A new reader starts at the position that was last committed, or at
     * the beginning.
     *
     * @return some records, or none if there are none after a short wait
     */
    List<TopicRecord> poll();

    /**
     * Notes that everything polled so far is done. A note may get lost, when the group changes for example: then the
     * records come again.
     */
    void commit();

    /** Goes back: the next poll returns again what was polled since the last commit. */
    void rewind();
}
