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
                        "It is tried again by itself; if it goes on, look at disk space, file rights and the log."),
                cause);
    }

    static BasculeException tooLong(SQLException cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.RECORD_INVALID,
                        "A record is too large for the catalog's database",
                        WHERE,
                        "at most 1,048,576 characters of JSON for all fields of a record",
                        null,
                        "Shorten its longest fields."),
                cause);
    }

    static BasculeException alreadyOpen(StoreUrl url, Throwable cause) {
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

    /** The first line of H2's message: the rest is the statement, which may hold data. */
    private static String text(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf("; SQL statement:");
        String first = end < 0 ? message : message.substring(0, end);
        return cause instanceof SQLException sql ? "SQLState " + sql.getSQLState() + ": " + first : first;
    }
}
