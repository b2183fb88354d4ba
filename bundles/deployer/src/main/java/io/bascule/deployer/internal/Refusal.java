/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

/** A jar cannot be deployed. The text tells an operator everything. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean incomplete;

    private Refusal(boolean incomplete, String text) {
        super(text);
        this.incomplete = incomplete;
    }

    /**
     * The jar is whole, but not as it must be.
     *
     * @param where the part of the jar, for example {@code "META-INF/MANIFEST.MF, Import-Package"}
     * @param expected what would be right
     * @param found what is there
     * @param remedy what to do, as a sentence
     */
    static Refusal because(String where, String expected, String found, String remedy) {
        return new Refusal(false, where + ": expected " + expected + ", found " + shorten(found) + ". " + remedy);
    }

    /**
     * The jar is not whole: perhaps it is still being copied.
     *
     * @param found what is missing or broken
     */
    static Refusal incomplete(String found) {
        return new Refusal(
                true,
                "the file is not a complete jar: " + shorten(found) + ". Copy it again; until then it is not used.");
    }

    boolean isIncomplete() {
        return incomplete;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** What comes out of a jar reaches the log only in one line and at bounded length. */
    static String shorten(String text) {
        String clean = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 400 ? clean : clean.substring(0, 400) + "...";
    }
}
