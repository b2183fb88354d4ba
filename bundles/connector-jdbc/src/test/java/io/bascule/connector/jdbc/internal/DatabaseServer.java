/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database in a server of its own on this machine, and connectors to it. */
final class DatabaseServer implements AutoCloseable {
    private static final int FIRST_PORT = 25_000;
    private static final int LAST_PORT = 25_099;

    private final Path folder;
    private final Server server;
    private final HikariDataSource pool;

    DatabaseServer(Path folder) throws SQLException {
        this.folder = folder;
        this.server = start();
        execute("create user \"writer\" password 'Tr0ub4dor' admin");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername("sa");
        config.setPassword("");
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(2_000);
        pool = new HikariDataSource(config);
    }

    private Server start() throws SQLException {
        SQLException last = null;
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            try {
                return Server.createTcpServer(
                                "-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", folder.toString())
                        .start();
            } catch (SQLException e) {
                last = e;
            }
        }
        throw new SQLException("No free port from " + FIRST_PORT + " to " + LAST_PORT, last);
    }

    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/shop";
    }

    HikariDataSource pool() {
        return pool;
    }

    /** A connection beside the pool: somebody else's. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "sa", "");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    JdbcConnector connector(String tables, Map<String, String> more) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "tables",
                tables,
                "skew.seconds",
                "2",
                "batch.size",
                "50",
                "changes",
                "column",
                "timeout.seconds",
                "5"));
        values.putAll(more);
        return (JdbcConnector) new JdbcConnectorFactory("0.1.0").open(Settings.of("shop", values), new PoolOnly());
    }

    JdbcConnector connector(String tables) {
        return connector(tables, Map.of());
    }

    /** Cuts every connection and refuses new ones. */
    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        pool.close();
        server.stop();
    }

    private final class PoolOnly implements ConnectionResources {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public Logger logger() {
            return LoggerFactory.getLogger("test");
        }

        @Override
        public <T> T resource(Class<T> type) {
            return type.cast(pool);
        }

        @Override
        public String secret(String key) {
            throw new UnsupportedOperationException(key);
        }
    }
}
