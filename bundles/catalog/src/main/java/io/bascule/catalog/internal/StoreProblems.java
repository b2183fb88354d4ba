/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The errors of the store, told for people. */
final class StoreProblems {
    private static final String WHERE = "catalog database";

    private StoreProblems() {}

    static BasculeException failed(@Nullable Throwable cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.STORE_FAILED,
                        "The catalog's database did not do what it was asked",
                        WHERE,
                        null,
                        cause == null ? null : text(cause),
                        "It is tried again by itself; if it goes on, look at the log, at disk space and file rights, or at the database server."),
                cause);
    }

    /** A value that this database will never take, however often it is tried. */
    static BasculeException refusedValue(String expected, SQLException cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.RECORD_INVALID,
                        "A record is too large for the catalog's database, or holds what it cannot keep",
                        WHERE,
                        expected,
                        null,
                        "Shorten or mend its longest fields, ids or match keys."),
                cause);
    }

    static BasculeException alreadyOpen(H2Url url, Throwable cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.STORE_FAILED,
                        "The catalog's database is in use by another process",
                        url.path() + ".mv.db",
                        "one runtime for each data folder",
                        null,
                        "Stop the other runtime, or give this one a data folder of its own."),
                cause);
    }

    /** The start of the message: H2 appends the statement, PostgreSQL details in lines of their own, which may hold data. */
    static String text(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String first = message.split("; SQL statement:|\\R", 2)[0].replaceFirst("\\.$", "");
        return cause instanceof SQLException sql ? "SQLState " + sql.getSQLState() + ": " + first : first;
    }
}
