/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The contract between Bascule and a connector. Start at {@link io.bascule.api.connector.ConnectorFactory}: it opens a
 * {@link io.bascule.api.connector.Connector}, which implements one small interface for each operation that its system has.
 * The engine owns retries, back-off, quotas, order, tokens, keys, positions, threads and time; a connector never sleeps,
 * retries, starts a thread or holds a token.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.connector;
