/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

/** What a client sent, made fit to be shown: short, quoted and without control characters. */
final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    static String of(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...") + '"';
    }
}
