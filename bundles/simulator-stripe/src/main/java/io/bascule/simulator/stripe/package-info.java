/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A stateful imitation of Stripe's API for customers and products, with events, signed webhooks, idempotency keys and a
 * search index that lags. Start at {@link io.bascule.simulator.stripe.StripeSimulator}. Requests are answered on many
 * threads; writes take one lock, reads none, and stored JSON is never changed, only replaced.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.simulator.stripe;
