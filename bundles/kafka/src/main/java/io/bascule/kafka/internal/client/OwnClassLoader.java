/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * The one place that makes Kafka's classes find each other. Kafka looks classes up by name through the thread's context
 * class loader, the first time in static initialisers: under a foreign loader, which is what bundles meet, the class then
 * stays broken until the bundle is refreshed (KAFKA-21107, open when this was written). Threads that Kafka starts inherit
 * the loader.
 */
final class OwnClassLoader {
    private OwnClassLoader() {}

    /** Runs something under the class loader that has Kafka's classes. */
    static <T> T call(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
