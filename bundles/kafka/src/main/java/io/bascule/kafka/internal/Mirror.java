/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.mirror.MirrorBuffer;
import io.bascule.kafka.internal.mirror.MirrorRule;
import io.bascule.kafka.internal.mirror.MirroredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Forwards events by rules: a handler for each, which only puts them into a buffer, and one thread that sends. Thread-safe. */
final class Mirror implements AutoCloseable {
    private static final int ROOM = 1_000;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final MirrorBuffer buffer = new MirrorBuffer(ROOM);
    private final InstantSource clock;
    private final PassThread thread;
    private final List<ServiceRegistration<?>> handlers = new ArrayList<>();

    Mirror(KafkaClients clients, InstantSource clock, Supplier<String> ids) {
        this.clock = clock;
        this.thread = new PassThread("bascule-kafka-mirror", new MirrorTask(clients, buffer, clock, ids));
    }

    /** Sends from now on. */
    void start() {
        thread.start();
    }

    /** Takes events by these rules. */
    void listen(BundleContext context, List<MirrorRule> rules) {
        for (MirrorRule rule : rules) {
            handlers.add(context.registerService(
                    EventHandler.class,
                    handler(rule.topic()),
                    FrameworkUtil.asDictionary(
                            Map.of(EventConstants.EVENT_TOPIC, rule.patterns().toArray(String[]::new)))));
        }
    }

    /** Takes events for a topic. Returns at once, whatever becomes of the event. */
    EventHandler handler(String topic) {
        return event -> {
            buffer.offer(mirrored(topic, event));
            thread.wake();
        };
    }

    private MirroredEvent mirrored(String topic, Event event) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (String name : event.getPropertyNames()) {
            if (!name.equals(EventConstants.EVENT_TOPIC)) {
                properties.put(name, event.getProperty(name));
            }
        }
        Instant at = properties.get(EventConstants.TIMESTAMP) instanceof Long millis
                ? Instant.ofEpochMilli(millis)
                : clock.instant();
        return new MirroredEvent(topic, event.getTopic(), properties, at);
    }

    /** Ends within three seconds; what is in the buffer is lost. */
    @Override
    public void close() {
        handlers.forEach(ServiceRegistration::unregister);
        thread.stop();
        thread.awaitEnd(STOP_LIMIT);
    }
}
