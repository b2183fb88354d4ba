/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.jdbc.SqlFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pool, against a server on this machine. */
class DataSourceProviderTest {
    @TempDir
    Path folder;

    private final DataSourceProvider provider = new DataSourceProvider();
    private String secret = "Tr0ub4dor";

    private final ConnectionResources resources = new ConnectionResources() {
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
            throw new UnsupportedOperationException(type.getName());
        }

        @Override
        public String secret(String key) {
            if (secret.isEmpty()) {
                throw new BasculeException(
                        new Problem(ErrorCode.SECRET_MISSING, "No secret", "setting " + key, null, null, "Add it."));
            }
            return secret;
        }
    };

    private Settings settings(String url, Map<String, String> more) {
        Map<String, String> values = new TreeMap<>();
        for (SettingDefinition definition : provider.settings()) {
            if (definition.defaultValue() != null) {
                values.put(definition.key(), definition.defaultValue());
            }
        }
        values.putAll(Map.of("url", url, "user", "WRITER", "password", "secret:shop"));
        values.putAll(more);
        return Settings.of("shop", values);
    }

    private Server server() throws SQLException {
        SQLException last = null;
        for (int port = 25_100; port < 25_150; port++) {
            try {
                Server server = Server.createTcpServer(
                                "-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", folder.toString())
                        .start();
                try (Connection owner = DriverManager.getConnection(url(server), "sa", "");
                        Statement statement = owner.createStatement()) {
                    statement.execute("create user WRITER password 'Tr0ub4dor'");
                }
                return server;
            } catch (SQLException e) {
                last = e;
            }
        }
        throw new SQLException("No free port from 25100 to 25149", last);
    }

    private static String url(Server server) {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/shop";
    }

    private static void use(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("WRITER");
        }
    }

    private static void close(DataSource dataSource) throws Exception {
        ((AutoCloseable) dataSource).close();
    }

    @Test
    void asksForThePasswordAtEachNewConnection() throws Exception {
        Server server = server();
        DataSource dataSource = provider.open(settings(url(server), Map.of("pool.size", "2")), resources);
        try {
            use(dataSource);
            secret = "wrong";
            use(dataSource); // the pooled one
            try (Connection held = dataSource.getConnection()) {
                assertThat(held.isValid(1)).isTrue();
                secret = "Tr0ub4dor";
                use(dataSource);
            }
        } finally {
            close(dataSource);
            server.stop();
        }
    }

    @Test
    void aLostConnectionIsNotHandedOutAgain() throws Exception {
        Server server = server();
        DataSource dataSource = provider.open(settings(url(server), Map.of("pool.size", "1")), resources);
        try {
            use(dataSource);
            String port = Integer.toString(server.getPort());
            server.stop();
            server = Server.createTcpServer("-tcpPort", port, "-baseDir", folder.toString())
                    .start();
            assertThatThrownBy(() -> use(dataSource)).isInstanceOf(SQLException.class);
            use(dataSource);
        } finally {
            close(dataSource);
            server.stop();
        }
    }

    @Test
    void tellsAMissingSecretAtOnceAndKeepsTheReasonLater() throws Exception {
        Settings settings = settings("jdbc:h2:tcp://127.0.0.1:25153/shop", Map.of("timeout.seconds", "1"));
        DataSource dataSource = provider.open(settings, resources);
        try {
            secret = "";
            assertThatThrownBy(() -> provider.open(settings, resources))
                    .isInstanceOfSatisfying(
                            BasculeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SECRET_MISSING));
            assertThatThrownBy(dataSource::getConnection).hasRootCauseInstanceOf(BasculeException.class);
        } finally {
            close(dataSource);
        }
    }

    @Test
    void opensWithoutACall() throws Exception {
        try (ServerSocket socket = new ServerSocket(25_151, 10, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(700);
            DataSource dataSource = provider.open(settings("jdbc:h2:tcp://127.0.0.1:25151/shop", Map.of()), resources);
            try {
                assertThatThrownBy(socket::accept).isInstanceOf(IOException.class);
            } finally {
                close(dataSource);
            }
        }
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(25_152, 10, InetAddress.getLoopbackAddress())) {
            DataSource dataSource = provider.open(
                    settings("jdbc:h2:tcp://127.0.0.1:25152/shop", Map.of("timeout.seconds", "1")), resources);
            try {
                assertThat(silent.getLocalPort()).isEqualTo(25_152);
                assertThatThrownBy(dataSource::getConnection)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.CONNECTION));
            } finally {
                close(dataSource);
            }
        }
    }

    @Test
    void tellsAWrongPasswordWithoutTellingIt() throws Exception {
        Server server = server();
        secret = "hunter2";
        DataSource dataSource = provider.open(settings(url(server), Map.of("timeout.seconds", "1")), resources);
        try {
            assertThatThrownBy(dataSource::getConnection).isInstanceOfSatisfying(SQLException.class, e -> {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain("hunter2");
                assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.DENIED);
            });
            assertThat(dataSource.toString()).doesNotContain("hunter2");
        } finally {
            close(dataSource);
            server.stop();
        }
    }

    @Test
    void neverMakesADatabase() throws Exception {
        Server server = server();
        DataSource dataSource = provider.open(settings(url(server) + "2", Map.of("timeout.seconds", "1")), resources);
        try {
            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.STRUCTURE));
            assertThat(folder.resolve("shop2.mv.db")).doesNotExist();
        } finally {
            close(dataSource);
            server.stop();
        }
    }

    @Test
    void refusesAnAddressWithItsPlace() {
        assertThatThrownBy(() -> provider.open(settings("jdbc:h2:mem:hunter2", Map.of()), resources))
                .isInstanceOfSatisfying(BasculeException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID);
                    assertThat(e.problem().where()).isEqualTo("integration shop, setting url");
                    assertThat(e.problem().text())
                            .contains("jdbc:h2:tcp://HOST:PORT/DATABASE")
                            .doesNotContain("hunter2");
                });
        assertThatThrownBy(() -> provider.open(settings("jdbc:oracle:thin:@127.0.0.1", Map.of()), resources))
                .hasMessageContaining("another kind of database");
        assertThatThrownBy(() -> provider.open(
                        settings("jdbc:h2:tcp://10.1.2.3/shop", Map.of("allowed.hosts", "10.1.2.4, db.lan")),
                        resources))
                .hasMessageContaining("10.1.2.4, db.lan");
    }
}
