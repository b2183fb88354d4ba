/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A single-node Kafka broker as a process of its own. Start at {@link io.bascule.broker.Broker}. The main thread waits for
 * the end of standard input; everything else happens on Kafka's threads.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.broker;
