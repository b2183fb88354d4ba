/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases, in one place. All statements elsewhere are standard SQL that PostgreSQL takes as well; what
 * stands here is true of H2 2.x, whose codes are those of {@code org.h2.api.ErrorCode}.
 */
final class Dialect {
    /** H2: another process has the file. */
    private static final int ALREADY_OPEN = 90020;

    /** All statements of such a transaction see the same moment. */
    static final int ONE_MOMENT = Connection.TRANSACTION_REPEATABLE_READ;

    private Dialect() {}

    /** A unique key is taken: SQLState 23505 in H2 and PostgreSQL. */
    static boolean isTaken(SQLException error) {
        return "23505".equals(error.getSQLState());
    }

    /** A text is longer than the column takes (22001): in H2 at most 1,048,576 characters. */
    static boolean isTooLong(SQLException error) {
        return "22001".equals(error.getSQLState());
    }

    /** The database file is in use by another process. */
    static boolean isAlreadyOpen(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == ALREADY_OPEN) {
                return true;
            }
        }
        return false;
    }
}
