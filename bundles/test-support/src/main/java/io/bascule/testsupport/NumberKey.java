/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

/**
 * A key ordered by a number inside a scope, then by id.
 *
 * @param scope what a scan stays inside
 */
record NumberKey(String scope, long number, String id) implements Comparable<NumberKey> {
    @Override
    public int compareTo(NumberKey other) {
        int order = scope.compareTo(other.scope);
        if (order == 0) {
            order = Long.compare(number, other.number);
        }
        return order != 0 ? order : id.compareTo(other.id);
    }
}
