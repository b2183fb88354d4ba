/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The bridge between the catalog and Kafka as a component of the framework. Start at {@link
 * io.bascule.kafka.internal.KafkaBridge}. It has two threads of its own, one for the relay and one for the consumer; nothing
 * else may wait for a broker.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.kafka.internal;
