/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.testsupport.CatalogStoreContract;
import io.bascule.testsupport.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real server, each test in a schema of its own. */
final class PostgresCatalogStoreTest extends CatalogStoreContract {
    private static @Nullable PostgresSchemas schemas;

    private @Nullable JdbcCatalogStore opened;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        schemas = new PostgresSchemas(PostgresServer.start());
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (schemas != null) {
            schemas.close();
        }
    }

    private static PostgresSchemas schemas() {
        if (schemas == null) {
            throw new IllegalStateException("The server was not started");
        }
        return schemas;
    }

    @Override
    protected CatalogStore open() throws SQLException {
        opened = schemas().open(schemas().make());
        return opened;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
