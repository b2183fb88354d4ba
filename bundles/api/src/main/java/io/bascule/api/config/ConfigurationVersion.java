/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.config;

import java.time.Instant;

/**
 * One accepted version of a configuration. Never holds a secret: settings name them as {@code secret:NAME}.
 *
 * @param pid for example {@code "io.bascule.connector.stripe~stripe"}
 * @param version 1, 2, 3, ...
 * @param at when it was accepted
 * @param source through which door it came
 * @param actor who made it: the owner of the file, {@code "token:NAME"} or the console's user; empty if nobody knows
 * @param content {@code key = value} lines in the order of the keys, without comments; of {@link ConfigurationKind#FIELDS} the
 *     document's text
 * @param hash SHA-256 of the content, in hexadecimal
 */
public record ConfigurationVersion(
        String pid, long version, Instant at, Source source, String actor, String content, String hash) {
    /** A door through which configuration comes. */
    public enum Source {
        /** Somebody wrote the file. */
        FILE,
        /** The Felix Web Console. */
        CONSOLE,
        /** The REST interface. */
        REST,
        /** A program that uses Config Admin or this API, the shell included. */
        PROGRAM
    }
}
