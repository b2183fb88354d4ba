/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

/** What the process's exit status means; documented in docs/operations.md, so a number is never given away twice. */
enum ExitCode {
    /** Stopped because someone asked for it. */
    STOPPED(0),
    /** Something that should not happen; a stack trace was printed. */
    UNEXPECTED(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** The data folder is in use, not writable or not a folder. */
    DATA_FOLDER(3),
    /** A port is taken, or cannot be bound. */
    PORT(4),
    /** A bundle did not start, or the console did not answer in time. */
    NOT_READY(5),
    /** Java is too old; the start script uses the same number. */
    JAVA(6);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
