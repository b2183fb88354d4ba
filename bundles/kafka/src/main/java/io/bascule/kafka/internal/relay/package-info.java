/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From the outbox to the topics. Start at {@link io.bascule.kafka.internal.relay.OutboxRelay}. Free of Kafka and of threads
 * of its own: one thread calls {@code step()}, acknowledgements may come on any.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.kafka.internal.relay;
