/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.jdbc.internal.DataSourceProvider;
import io.bascule.testsupport.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server on this machine, and connectors to it through the pool that a runtime gives them. */
final class PostgresDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final List<HikariDataSource> pools = new ArrayList<>();

    PostgresDatabase() throws IOException, InterruptedException {
        server = PostgresServer.start();
    }

    PostgresServer server() {
        return server;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value of a query. */
    String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "none";
        }
    }

    JdbcConnector connector(String tables, Map<String, String> more) {
        DataSourceProvider provider = new DataSourceProvider();
        JdbcConnectorFactory factory = new JdbcConnectorFactory("0.1.0");
        Map<String, String> values = new TreeMap<>();
        List<SettingDefinition> definitions = new ArrayList<>(provider.settings());
        definitions.addAll(factory.settings());
        for (SettingDefinition definition : definitions) {
            if (definition.defaultValue() != null) {
                values.put(definition.key(), definition.defaultValue());
            }
        }
        values.putAll(
                Map.of("url", server.url(), "user", PostgresServer.USER, "password", "secret:shop", "tables", tables));
        // One connection: whoever needs a second one while it holds the first waits in vain.
        values.putAll(Map.of("pool.size", "1", "timeout.seconds", "10"));
        values.putAll(more);
        Settings settings = Settings.of("shop", values);
        DataSource pool = provider.open(settings, new Resources(null));
        pools.add((HikariDataSource) pool);
        return (JdbcConnector) factory.open(settings, new Resources(pool));
    }

    @Override
    public void close() throws IOException {
        pools.forEach(HikariDataSource::close);
        server.close();
    }

    private record Resources(@Nullable DataSource pool) implements ConnectionResources {
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
            return java.util.Objects.requireNonNull(type.cast(pool));
        }

        @Override
        public String secret(String key) {
            return PostgresServer.PASSWORD;
        }
    }
}
