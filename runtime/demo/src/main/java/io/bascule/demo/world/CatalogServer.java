/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import io.bascule.testsupport.PostgresServer;
import java.io.IOException;
import java.util.List;

/** The PostgreSQL server that a world's catalog is stored in. Its data goes when it is closed. */
final class CatalogServer implements AutoCloseable {
    /** The secret that holds the password. */
    static final String SECRET = "catalog-database";

    private final PostgresServer server;

    private CatalogServer(PostgresServer server) {
        this.server = server;
    }

    /** Starts one; takes some seconds. */
    static CatalogServer start() throws InterruptedException {
        try {
            return new CatalogServer(PostgresServer.start());
        } catch (IOException | IllegalStateException e) {
            throw new WorldFailure("Can't start a PostgreSQL server: " + e.getMessage(), e);
        }
    }

    /** What {@code etc/bascule.properties} says of it. */
    List<String> properties() {
        return List.of(
                "bascule.db.url = " + server.url(),
                "bascule.db.user = " + PostgresServer.USER,
                "bascule.db.password = secret:" + SECRET);
    }

    /** What the secret holds. */
    String password() {
        return PostgresServer.PASSWORD;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new WorldFailure("The PostgreSQL server's data may be left: " + e.getMessage(), e);
        }
    }
}
