/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why a PostgreSQL database cannot be opened, told for people. */
final class PostgresProblems {
    private static final String WHAT = "The catalog's database cannot be used";

    private PostgresProblems() {}

    /** The server is not there, or not ready to serve: class 08, or 57P01 to 57P03. */
    static boolean isAway(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0");
    }

    static BasculeException notOpened(PostgresUrl url, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        if (isAway(cause)) {
            return problem(
                    ErrorCode.STORE_FAILED,
                    url,
                    "a server that answers",
                    StoreProblems.text(cause),
                    "Start the server, or correct host and port in the URL.",
                    cause);
        }
        if (state.startsWith("28")) {
            return problem(
                    ErrorCode.SETTING_INVALID,
                    url,
                    "a user and a password that the server accepts",
                    StoreProblems.text(cause),
                    "Correct user or password, or the server's pg_hba.conf.",
                    cause);
        }
        return switch (state) {
            case "3D000" ->
                problem(
                        ErrorCode.SETTING_INVALID,
                        url,
                        "a database that is there",
                        StoreProblems.text(cause),
                        "Create it: create database " + url.database() + " owner ... encoding 'UTF8'.",
                        cause);
            case "42501", "3F000" ->
                problem(
                        ErrorCode.SETTING_INVALID,
                        url,
                        "a user who may make tables in the schema",
                        StoreProblems.text(cause),
                        "Make the user the owner of the database or of the schema.",
                        cause);
            case "25006" ->
                problem(
                        ErrorCode.SETTING_INVALID,
                        url,
                        "a server that can be written to",
                        StoreProblems.text(cause),
                        "Name the primary server, not a standby.",
                        cause);
            default -> StoreProblems.failed(cause);
        };
    }

    /** A server or a database that is not as the store needs it. */
    static BasculeException unfit(PostgresUrl url, String expected, String found, String remedy) {
        return problem(ErrorCode.SETTING_INVALID, url, expected, found, remedy, null);
    }

    private static BasculeException problem(
            ErrorCode code, PostgresUrl url, String expected, String found, String remedy, @Nullable Throwable cause) {
        return new BasculeException(new Problem(code, WHAT, url.place(), expected, found, remedy), cause);
    }
}
