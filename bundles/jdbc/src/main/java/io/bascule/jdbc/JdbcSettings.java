/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc;

/** The keys of the settings that every connection to a relational database has. */
public final class JdbcSettings {
    /** The address, for example {@code "jdbc:h2:tcp://127.0.0.1:9092/shop"}; required. */
    public static final String URL = "url";
    /** The database user, for example {@code "bascule"}; required. */
    public static final String USER = "user";
    /** The reference to the user's password, for example {@code "secret:shop_password"}; optional. */
    public static final String PASSWORD = "password";
    /** How many connections are open at the most, from 1 to 32; 4 by default. */
    public static final String POOL_SIZE = "pool.size";
    /** How long one connect or one statement may take, in seconds from 1 to 600; 30 by default. */
    public static final String TIMEOUT_SECONDS = "timeout.seconds";
    /** The hosts that the address may name, separated by commas; by default only this machine. */
    public static final String ALLOWED_HOSTS = "allowed.hosts";

    private JdbcSettings() {}
}
