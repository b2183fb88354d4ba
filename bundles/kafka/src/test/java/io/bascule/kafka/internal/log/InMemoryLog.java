/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A log whose acknowledgements the test gives, and that refuses what the test says. */
public final class InMemoryLog implements TopicWriter {
    private final List<TopicRecord> records = new ArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Predicate<TopicRecord> refuses = record -> false;
    private boolean acknowledgesAtOnce = true;

    @Override
    public void send(TopicRecord record, Consumer<@Nullable Exception> acknowledged) {
        boolean refused = refuses.test(record);
        if (!refused) {
            records.add(record);
        }
        Runnable answer = () -> acknowledged.accept(refused ? new IllegalStateException("refused") : null);
        if (acknowledgesAtOnce) {
            answer.run();
        } else {
            waiting.add(answer);
        }
    }

    public void holdAcknowledgements() {
        acknowledgesAtOnce = false;
    }

    public void acknowledge(int count) {
        for (int i = 0; i < count; i++) {
            waiting.remove().run();
        }
    }

    public int waiting() {
        return waiting.size();
    }

    public void refuse(Predicate<TopicRecord> which) {
        refuses = which;
    }

    public List<TopicRecord> records() {
        return records;
    }

    /** What the topic holds, as {@code key:version}. */
    public List<String> versions(String topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> record.key() + ":" + record.headers().get(Headers.RECORD_VERSION))
                .toList();
    }
}
