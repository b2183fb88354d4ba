/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.connector.Position;
import java.time.Instant;

/**
 * The place of a stream.
 *
 * @param integration the integration's name
 * @param stream for example {@code "changes:customer"}
 * @param position the place as the connector made it
 * @param at when it was taken, by our clock
 * @param epoch the epoch of the lease under which it was stored
 */
public record StoredPosition(String integration, String stream, Position position, Instant at, long epoch) {}
