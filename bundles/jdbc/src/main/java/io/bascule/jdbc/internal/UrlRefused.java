/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

/** An address that is not allowed, or a part of it. Never holds the address itself: it might hold a password. */
final class UrlRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    /**
     * A refusal.
     *
     * @param expected what is allowed in this place
     * @param found what stands there, without any value that could be a secret
     */
    UrlRefused(String expected, String found) {
        super("Expected: " + expected + ". Found: " + found);
        this.expected = expected;
        this.found = found;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }
}
