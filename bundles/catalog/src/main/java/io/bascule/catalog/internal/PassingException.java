/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.sql.SQLException;

/** The database asks to run the transaction again: a deadlock, a lock that took too long, a serialization failure. */
final class PassingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException cause;

    PassingException(SQLException cause) {
        super(cause);
        this.cause = cause;
    }

    /** What the database said. */
    SQLException cause() {
        return cause;
    }
}
