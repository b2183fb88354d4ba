/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

/**
 * A key of up to four texts, ordered from left to right. The empty text sorts first and stands for "from here on".
 *
 * @param scope what a scan stays inside
 */
record TextKey(String scope, String second, String third, String fourth) implements Comparable<TextKey> {
    static TextKey of(String scope, String second) {
        return new TextKey(scope, second, "", "");
    }

    static TextKey of(String scope, String second, String third) {
        return new TextKey(scope, second, third, "");
    }

    @Override
    public int compareTo(TextKey other) {
        int order = scope.compareTo(other.scope);
        if (order == 0) {
            order = second.compareTo(other.second);
        }
        if (order == 0) {
            order = third.compareTo(other.third);
        }
        return order != 0 ? order : fourth.compareTo(other.fourth);
    }
}
