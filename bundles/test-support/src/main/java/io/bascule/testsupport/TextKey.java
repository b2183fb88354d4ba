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

    /** The greatest key that begins like this one; the texts after its beginning are empty here. */
    TextKey last() {
        String end = "\uffff";
        return new TextKey(scope, second, third.isEmpty() ? end : third, fourth.isEmpty() ? end : fourth);
    }

    /** Whether the texts of another key that are not empty are this one's too. */
    boolean beginsWith(TextKey begin) {
        return scope.equals(begin.scope)
                && second.equals(begin.second)
                && (begin.third.isEmpty() || third.equals(begin.third));
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
