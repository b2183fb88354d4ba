/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables of a database to this version, by numbered SQL files in the bundle, the same for all databases but for
 * those whose name says so. Each file can be run again: H2 commits every DDL statement at once, so a process that dies half-way
 * leaves half a file done, and the next start does it all again. On PostgreSQL one transaction does everything. See
 * docs/decisions/0005-migrations.md.
 */
final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    /** In order; a bundle cannot list its resources, so each is named here. Never change a file that was released. */
    private static final List<String> NAMES = List.of(
            "0001-tables",
            "0002-sent-updates",
            "0003-resolutions",
            "0004-postgresql-lookups",
            "0005-deletes",
            "0006-configurations",
            "0007-connector-updates");

    private final Dialect dialect;
    private final List<Migration> migrations;

    /**
     * One step.
     *
     * @param version 1, 2, 3, ...
     * @param name for people
     * @param sql statements, each ended by a semicolon at the end of a line
     */
    record Migration(int version, String name, String sql) {
        String checksum() {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }

        List<String> statements() {
            List<String> statements = new ArrayList<>();
            StringBuilder statement = new StringBuilder();
            for (String line : sql.lines().toList()) {
                if (line.isBlank() || line.strip().startsWith("--")) {
                    continue;
                }
                statement.append(line).append('\n');
                if (line.stripTrailing().endsWith(";")) {
                    statements.add(statement.substring(0, statement.lastIndexOf(";")));
                    statement.setLength(0);
                }
            }
            if (!statement.isEmpty()) {
                throw new IllegalStateException("Migration " + version + " does not end with a semicolon");
            }
            return statements;
        }
    }

    private record Applied(String name, String checksum) {}

    Migrations(Dialect dialect) {
        this(dialect, own(dialect));
    }

    Migrations(Dialect dialect, List<Migration> migrations) {
        this.dialect = dialect;
        this.migrations = List.copyOf(migrations);
    }

    /**
     * Applies what is missing.
     *
     * @throws BasculeException with {@code STORE_FAILED} if the database is not of this or an earlier version
     * @throws SQLException if a statement fails
     */
    void apply(Connection connection) throws SQLException {
        dialect.beginMigration(connection);
        execute(
                connection,
                "create table if not exists bascule_schema (version integer primary key, name varchar not null,"
                        + " checksum varchar not null, applied_at timestamp with time zone default current_timestamp)");
        Map<Integer, Applied> applied = applied(connection);
        check(applied);
        for (Migration migration : migrations) {
            if (!applied.containsKey(migration.version())) {
                apply(connection, migration);
            }
        }
        dialect.endMigration(connection);
    }

    private void apply(Connection connection, Migration migration) throws SQLException {
        log.info("Catalog database: applying migration {} {}", migration.version(), migration.name());
        for (String statement : migration.statements()) {
            execute(connection, dialect.definition(statement));
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into bascule_schema (version, name, checksum) values (?, ?, ?)")) {
            insert.setInt(1, migration.version());
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.executeUpdate();
        }
    }

    private void check(Map<Integer, Applied> applied) {
        int newest =
                migrations.isEmpty() ? 0 : migrations.get(migrations.size() - 1).version();
        for (Map.Entry<Integer, Applied> there : applied.entrySet()) {
            int version = there.getKey();
            if (version > newest) {
                throw refused(
                        "a schema up to version " + newest,
                        "version " + version + " (" + there.getValue().name() + "), made by a newer Bascule",
                        "Start the newer Bascule again, or restore a backup from before its first start.");
            }
            for (Migration migration : migrations) {
                if (migration.version() == version
                        && !migration.checksum().equals(there.getValue().checksum())) {
                    throw refused(
                            "migration " + version + " with checksum " + migration.checksum(),
                            there.getValue().checksum(),
                            "Start the build that made this database: a released migration must not be changed.");
                }
            }
        }
    }

    private static Map<Integer, Applied> applied(Connection connection) throws SQLException {
        Map<Integer, Applied> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select version, name, checksum from bascule_schema")) {
            while (rows.next()) {
                applied.put(rows.getInt(1), new Applied(rows.getString(2), rows.getString(3)));
            }
        }
        return applied;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Migration> own(Dialect dialect) {
        List<Migration> own = new ArrayList<>();
        for (String file : NAMES) {
            String name = file.substring(5);
            if (dialect.takesMigration(name)) {
                own.add(new Migration(Integer.parseInt(file.substring(0, 4)), name, resource(file + ".sql")));
            }
        }
        return own;
    }

    private static String resource(String name) {
        try (InputStream stream = Migrations.class.getResourceAsStream("migrations/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The bundle lacks migrations/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("The bundle's migrations/" + name + " cannot be read", e);
        }
    }

    private static BasculeException refused(String expected, String found, String remedy) {
        return new BasculeException(new Problem(
                ErrorCode.STORE_FAILED,
                "The catalog's database does not fit this version of Bascule",
                "table bascule_schema",
                expected,
                found,
                remedy));
    }
}
