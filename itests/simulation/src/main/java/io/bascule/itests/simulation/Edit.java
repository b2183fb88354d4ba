/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict;
import java.time.Instant;

/**
 * A value that a user wrote into one field, as the journal outside the runtime knows it; or, with {@link Conflict#WHOLE} for the
 * field, that a user deleted a whole record or object or brought it back.
 */
final class Edit {
    private static final String DELETED = Conflict.WHOLE + "=deleted ";
    private static final String RESTORED = Conflict.WHOLE + "=restored ";

    private final int number;
    private final String side;
    private final String path;
    private final String token;
    private final Instant at;
    private final Instant told;
    private String subject;
    private boolean acknowledged;

    /**
     * An edit that is about to be made.
     *
     * @param side a system's name or {@code catalog}
     * @param subject the record or object; empty if it is to be made
     * @param at by true time
     * @param told by the side's own clock
     */
    Edit(int number, String side, String subject, String path, String token, Instant at, Instant told) {
        this.number = number;
        this.side = side;
        this.subject = subject;
        this.path = path;
        this.token = token;
        this.at = at;
        this.told = told;
    }

    void acknowledge(String where) {
        subject = where;
        acknowledged = true;
    }

    /** The token of a delete. */
    static String deleted(int number) {
        return DELETED + number;
    }

    /** The token of a restore. */
    static String restored(int number) {
        return RESTORED + number;
    }

    boolean isDelete() {
        return token.startsWith(DELETED);
    }

    boolean isRestore() {
        return token.startsWith(RESTORED);
    }

    int number() {
        return number;
    }

    String side() {
        return side;
    }

    String subject() {
        return subject;
    }

    String path() {
        return path;
    }

    String token() {
        return token;
    }

    Instant at() {
        return at;
    }

    Instant told() {
        return told;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    @Override
    public String toString() {
        return "edit " + number + " at " + at.toString().substring(11) + " on " + side + " " + subject + ": " + token
                + (acknowledged ? "" : " (not acknowledged)");
    }
}
