/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Events between whoever posts them and the mirror's thread. What finds it full is dropped and counted. Thread-safe. */
public final class MirrorBuffer {
    private final ArrayBlockingQueue<MirroredEvent> events;
    private final AtomicLong dropped = new AtomicLong();

    /** @param room for how many events */
    public MirrorBuffer(int room) {
        events = new ArrayBlockingQueue<>(room);
    }

    /** Puts an event in if there is room; never waits. */
    public void offer(MirroredEvent event) {
        if (!events.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** Takes the oldest events out, up to so many. */
    public List<MirroredEvent> take(int most) {
        List<MirroredEvent> taken = new ArrayList<>();
        events.drainTo(taken, most);
        return taken;
    }

    /** How many events were dropped since this was last asked. */
    public long takeDropped() {
        return dropped.getAndSet(0);
    }
}
