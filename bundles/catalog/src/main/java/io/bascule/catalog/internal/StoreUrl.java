/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.nio.file.Path;

/** Where the store lies: a checked JDBC URL of one of the databases that it can lie in. Holds no user and no password. */
sealed interface StoreUrl permits H2Url, PostgresUrl {
    /**
     * Opens the database, making a file that is not there.
     *
     * @throws BasculeException with {@code SETTING_INVALID} if it cannot be used as it is set up, with {@code STORE_FAILED} if it
     *     cannot be reached or is in use
     */
    Database open(Login login);

    /** Whether {@link #open} failed because a server is away, and may come through later. */
    boolean isAway(BasculeException failure);

    /** The default: {@code <data>/catalog/bascule}. */
    static H2Url below(Path data) {
        return H2Url.below(data);
    }

    /**
     * Checks a URL.
     *
     * @throws BasculeException with {@code SETTING_INVALID}, saying what is wrong
     */
    static StoreUrl of(String url) {
        if (url.startsWith(H2Url.PREFIX)) {
            return H2Url.of(url);
        }
        if (url.startsWith(PostgresUrl.PREFIX)) {
            return PostgresUrl.of(url);
        }
        throw refused(
                "a URL that starts with jdbc:h2:file: or " + PostgresUrl.PREFIX,
                url,
                "Name an H2 file database or a PostgreSQL database, or leave the setting out.");
    }

    /** A URL that is refused, shown without credentials: no password gets into a log, should one stand in it. */
    static BasculeException refused(String expected, String url, String remedy) {
        return invalid(expected, url.replaceAll("(?i)((password|user)=)[^;&]*|//[^/?]*@", "$1***"), remedy);
    }

    /** A setting of the store that is refused. */
    static BasculeException invalid(String expected, String found, String remedy) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "The catalog's database cannot be used",
                "io.bascule.catalog, url",
                expected,
                found,
                remedy));
    }
}
