/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one exception that crosses the borders of Bascule's rooms. Its problem says what to do, its code what happens next. */
public class BasculeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable Instant retryAt;

    /** An error without an underlying cause. */
    public BasculeException(Problem problem) {
        this(problem, null, null);
    }

    /** An error with its cause, wrapped once, at the edge that knows most. */
    public BasculeException(Problem problem, @Nullable Throwable cause) {
        this(problem, cause, null);
    }

    /**
     * An error that also says when to try again.
     *
     * @param retryAt the earliest moment of the next try as the other side named it; null when it named none
     */
    public BasculeException(Problem problem, @Nullable Throwable cause, @Nullable Instant retryAt) {
        super(problem.text(), cause);
        this.problem = problem;
        this.retryAt = retryAt;
    }

    /** What went wrong and what to do. */
    public Problem problem() {
        return problem;
    }

    /** Its code; short for {@code problem().code()}. */
    public ErrorCode code() {
        return problem.code();
    }

    /** The earliest moment of the next try as the other side named it, or null. */
    public @Nullable Instant retryAt() {
        return retryAt;
    }
}
