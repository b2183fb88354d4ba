/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that is open, with the tables of this version: its connections, and what is special about its kind. Thread-safe. */
interface Database extends AutoCloseable {
    /**
     * A connection out of a pool, which closing gives back. It does not commit by itself, and its transaction is one that writes
     * unless {@link Dialect#beginRead} says otherwise.
     */
    Connection connect() throws SQLException;

    /** How it is spoken to. */
    Dialect dialect();

    /** Which writes may run beside each other. */
    Turns turns();

    /** Closes it; transactions under way fail. */
    @Override
    void close();
}
