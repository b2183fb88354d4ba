/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From the {@code out} topics to work. Start at {@link io.bascule.kafka.internal.consume.OutgoingConsumer}. Free of Kafka
 * and of threads of its own: one thread calls {@code step()}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.kafka.internal.consume;
