/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import java.time.Instant;

/**
 * A key ordered by a moment inside a scope, then by id.
 *
 * @param scope what a scan stays inside
 */
record MomentKey(String scope, Instant at, String id) implements Comparable<MomentKey> {
    @Override
    public int compareTo(MomentKey other) {
        int order = scope.compareTo(other.scope);
        if (order == 0) {
            order = at.compareTo(other.at);
        }
        return order != 0 ? order : id.compareTo(other.id);
    }
}
