/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The Stripe connector. Start at {@link io.bascule.connector.stripe.internal.StripeConnectorFactory}; {@code StripeConnector}
 * puts the parts together, of which each does one thing: records, errors, events, search, webhooks. Everything is immutable
 * and thread-safe.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.connector.stripe.internal;
