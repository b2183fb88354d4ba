/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

/** A reason not to start that the person at the terminal can mend. The message is all they see, so it says how. */
final class StartFailure extends RuntimeException {
    private final ExitCode exitCode;

    StartFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    StartFailure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** The message; never null, unlike {@link #getMessage()}. */
    String text() {
        return String.valueOf(getMessage());
    }
}
