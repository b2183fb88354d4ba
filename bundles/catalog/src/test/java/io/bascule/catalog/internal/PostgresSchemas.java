/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.testsupport.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Empty stores on one server: each is a schema. */
final class PostgresSchemas implements AutoCloseable {
    static final Login LOGIN = new Login(PostgresServer.USER, PostgresServer.PASSWORD);

    private final PostgresServer server;
    private int made;

    PostgresSchemas(PostgresServer server) {
        this.server = server;
    }

    PostgresServer server() {
        return server;
    }

    /** A URL whose schema is empty. */
    PostgresUrl make() throws SQLException {
        String schema = "store_" + ++made;
        execute("create schema " + schema);
        return PostgresUrl.of(server.url() + "?currentSchema=" + schema);
    }

    JdbcCatalogStore open(PostgresUrl url) {
        return JdbcCatalogStore.open(url, LOGIN);
    }

    /** Runs a statement as the superuser. */
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), LOGIN.user(), LOGIN.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
