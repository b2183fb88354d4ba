/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;

/**
 * Which build of its connector an integration is bound to, over restarts.
 *
 * @param integration the integration's name
 * @param kind the connector's kind
 * @param version the build, for example {@code "1.2.0+3f9a02c1d4e5"}: the connector's version, and the first digits of the hash
 *     of its jar where that is known
 * @param since when it was bound
 * @param epoch the epoch of the lease under which it was
 */
public record ConnectorBinding(String integration, String kind, String version, Instant since, long epoch) {}
