/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The shop's own parts in this process: schema, triggers, and the port that loses connections. */
final class ShopTest {
    private static final String PASSWORD = "it's a secret";

    @TempDir
    Path folder;

    private final List<ShopFaults.Kind> struck = new ArrayList<>();
    private final ShopFaults faults = new ShopFaults(struck::add);
    private int port;
    private int faultyPort;
    private String url = "";
    private Connection owner;
    private Server server;
    private FaultyPort faulty;

    @BeforeEach
    void open() throws SQLException, IOException {
        url = "jdbc:h2:file:" + folder.resolve("shop") + ";WRITE_DELAY=0";
        owner = DriverManager.getConnection(url, Shop.OWNER, PASSWORD);
        ShopSchema.create(owner, PASSWORD);
        port = freePort();
        faultyPort = freePort();
        server = Server.createTcpServer("-tcpPort", Integer.toString(port), "-baseDir", folder.toString(), "-ifExists")
                .start();
        faulty = new FaultyPort(faultyPort, port, faults, () -> DriverManager.getConnection(url, Shop.OWNER, PASSWORD));
        faulty.start();
    }

    @AfterEach
    void close() throws SQLException, IOException {
        faulty.close();
        server.stop();
        owner.close();
    }

    @Test
    void everyChangeIsJournalledWithItsUserAndWhatWasThereBefore() throws Exception {
        try (Connection clerk = connect(port, Shop.CLERK);
                Connection bascule = connect(faultyPort, Shop.BASCULE)) {
            execute(clerk, "INSERT INTO \"Customer\" (\"FullName\", \"Email\") VALUES ('Zoë Żak', 'zoe@example.org')");
            execute(bascule, "UPDATE \"Customer\" SET \"Phone\" = '+43 1'");
            execute(clerk, "DELETE FROM \"Customer\"");
        }
        List<JsonNode> journal = journal();
        assertThat(journal)
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("INSERT", "UPDATE", "DELETE");
        assertThat(journal)
                .extracting(entry -> entry.path("user").asText())
                .containsExactly(Shop.CLERK, Shop.BASCULE, Shop.CLERK);
        assertThat(journal.get(0).at("/after/FullName").asText()).isEqualTo("Zoë Żak");
        assertThat(journal.get(0).at("/before").isMissingNode()).isTrue();
        assertThat(journal.get(1).at("/before/Phone").isNull()).isTrue();
        assertThat(journal.get(1).at("/after/Phone").asText()).isEqualTo("+43 1");
        assertThat(journal.get(2).at("/before/Phone").asText()).isEqualTo("+43 1");
    }

    @Test
    void aRolledBackChangeIsNotJournalled() throws Exception {
        try (Connection clerk = connect(port, Shop.CLERK)) {
            clerk.setAutoCommit(false);
            execute(clerk, "INSERT INTO \"Product\" (\"Sku\") VALUES ('A')");
            clerk.rollback();
        }
        assertThat(journal()).isEmpty();
    }

    @Test
    void changeTimeAndVersionAreTheDatabasesOwn() throws Exception {
        try (Connection clerk = connect(port, Shop.CLERK)) {
            execute(
                    clerk,
                    "INSERT INTO \"Product\" (\"Sku\", \"RowVersion\", \"changed_at\") VALUES ('A', 9, '1999-01-01')");
            LocalDateTime first = changedAt(1);
            execute(clerk, "UPDATE \"Product\" SET \"Name\" = 'Chair', \"RowVersion\" = 9");
            assertThat(changedAt(2)).isAfter(first);
            assertThat(first.getYear()).isGreaterThan(2000);
        }
    }

    @Test
    void usersCanNeitherReadNorForgeTheJournalsPast() throws Exception {
        try (Connection bascule = connect(port, Shop.BASCULE)) {
            assertThatThrownBy(() -> execute(bascule, "DELETE FROM \"Journal\""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> execute(bascule, "SELECT * FROM \"Journal\""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aCommittedWriteCanLoseItsAnswer() throws Exception {
        faults.set("applyThenReset 2");
        try (Connection bascule = connect(faultyPort, Shop.BASCULE)) {
            execute(bascule, "INSERT INTO \"Product\" (\"Sku\") VALUES ('A')");
            assertThatThrownBy(() -> execute(bascule, "INSERT INTO \"Product\" (\"Sku\") VALUES ('B')"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(journal()).hasSize(2);
        assertThat(struck).containsExactly(ShopFaults.Kind.APPLY_THEN_RESET);
    }

    @Test
    void inATransactionTheAnswerToTheCommitIsLostAndNotOneBefore() throws Exception {
        faults.set("applyThenReset 1");
        try (Connection bascule = connect(faultyPort, Shop.BASCULE)) {
            bascule.setAutoCommit(false);
            execute(bascule, "INSERT INTO \"Product\" (\"Sku\") VALUES ('A')");
            execute(bascule, "INSERT INTO \"Product\" (\"Sku\") VALUES ('B')");
            assertThat(struck).isEmpty();
            assertThatThrownBy(bascule::commit).isInstanceOf(SQLException.class);
        }
        assertThat(journal()).hasSize(2);
    }

    @Test
    void aRequestCanLoseItsConnectionBeforeItArrives() throws Exception {
        try (Connection bascule = connect(faultyPort, Shop.BASCULE)) {
            faults.set("resetBefore 1");
            assertThatThrownBy(() -> execute(bascule, "INSERT INTO \"Product\" (\"Sku\") VALUES ('A')"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(journal()).isEmpty();
        assertThat(struck).contains(ShopFaults.Kind.RESET_BEFORE);
    }

    @Test
    void whatIsReadLosesNothing() throws Exception {
        faults.set("applyThenReset 1");
        try (Connection bascule = connect(faultyPort, Shop.BASCULE)) {
            execute(bascule, "SELECT * FROM \"Product\"");
            execute(bascule, "SELECT * FROM \"Customer\"");
        }
        assertThat(struck).isEmpty();
    }

    @Test
    void anUnknownFaultIsRefusedByName() {
        assertThatThrownBy(() -> faults.set("meteor 1")).hasMessageContaining("meteor");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Connection connect(int port, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:tcp://127.0.0.1:" + port + "/shop", user, PASSWORD);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private LocalDateTime changedAt(int version) throws SQLException {
        try (PreparedStatement select = owner.prepareStatement(
                        "SELECT \"changed_at\" FROM \"Product\" WHERE \"RowVersion\" = " + version);
                ResultSet row = select.executeQuery()) {
            assertThat(row.next()).isTrue();
            return row.getObject(1, LocalDateTime.class);
        }
    }

    private List<JsonNode> journal() throws SQLException, JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> entries = new ArrayList<>();
        try (PreparedStatement select = owner.prepareStatement("SELECT * FROM \"Journal\" ORDER BY \"Seq\"");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                var entry = json.createObjectNode();
                entry.put("action", rows.getString("Action")).put("user", rows.getString("UserName"));
                for (String side : List.of("Before", "After")) {
                    String row = rows.getString(side);
                    if (row != null) {
                        entry.set(side.toLowerCase(java.util.Locale.ROOT), json.readTree(row));
                    }
                }
                entries.add(entry);
            }
        }
        return entries;
    }
}
