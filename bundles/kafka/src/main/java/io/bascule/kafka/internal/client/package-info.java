/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Kafka behind the interfaces of the log: the only package that touches its client library. Start at {@link
 * io.bascule.kafka.internal.client.KafkaClients}, which makes everything here. A writer and a reader belong to one thread
 * each, but both may be closed or woken from another.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.kafka.internal.client;
