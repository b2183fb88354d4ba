/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The real engine, store and connectors, put together by hand, against the imitation of Stripe and a database behind a port
 * that can lose connections. Start at {@link io.bascule.itests.connected.Hub}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.itests.connected;
