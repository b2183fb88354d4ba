/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The log as relay and consumer see it, free of Kafka: so they also run on an in-memory log in tests and in the seeded
 * simulation. Start at {@link io.bascule.kafka.internal.log.TopicWriter} and {@link
 * io.bascule.kafka.internal.log.TopicReader}. A writer may call back on any thread; a reader belongs to one thread.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.kafka.internal.log;
