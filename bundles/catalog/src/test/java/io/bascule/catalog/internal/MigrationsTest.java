/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.catalog.internal.Migrations.Migration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MigrationsTest {
    private static final Migration FIRST =
            new Migration(1, "first", "-- one\ncreate table if not exists a (id integer);\n");
    private static final Migration SECOND = new Migration(2, "second", """
            create table if not exists b (
              id integer primary key
            );
            insert into b select 7 where not exists (select 1 from b where id = 7);
            create index if not exists b_i on b (id);
            """);

    @TempDir
    private Path folder = Path.of("replaced");

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(StoreUrl.below(folder).jdbc(), "sa", "");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void aDatabaseMadeByTheFirstMigrationIsTakenFurther() throws SQLException {
        // Data folders are out there: this is what they hold, so the file must stay as it is to the letter.
        String checksum = "6f643097798d5b8c0c3711245675b8221387f6cf0a84ceb8d739f5bb2a509741";
        try (Connection connection = connect()) {
            new Migrations(new H2Dialect()).apply(connection);
            assertThat(number(
                            connection,
                            "select count(*) from bascule_schema where version = 1 and checksum = '" + checksum + "'"))
                    .isEqualTo(1);
            connection.createStatement().execute("drop table bascule_sent_update");
            connection.createStatement().execute("delete from bascule_schema where version = 2");

            new Migrations(new H2Dialect()).apply(connection);

            assertThat(number(connection, "select count(*) from bascule_sent_update"))
                    .isZero();
        }
    }

    @Test
    void appliesEachMigrationOnce() throws SQLException {
        try (Connection connection = connect()) {
            new Migrations(new H2Dialect(), List.of(FIRST)).apply(connection);
            new Migrations(new H2Dialect(), List.of(FIRST, SECOND)).apply(connection);
            new Migrations(new H2Dialect(), List.of(FIRST, SECOND)).apply(connection);

            assertThat(number(connection, "select count(*) from bascule_schema"))
                    .isEqualTo(2);
            assertThat(number(connection, "select count(*) from b")).isEqualTo(1);
        }
    }

    @Test
    void aMigrationThatDiedAfterAnyStatementRunsAgain() throws SQLException {
        List<String> statements = SECOND.statements();
        for (int done = 0; done <= statements.size(); done++) {
            Path place = folder.resolve("step" + done);
            String url = StoreUrl.below(place).jdbc();
            try (Connection dying = DriverManager.getConnection(url, "sa", "")) {
                new Migrations(new H2Dialect(), List.of(FIRST)).apply(dying);
                for (String statement : statements.subList(0, done)) {
                    dying.createStatement().execute(statement);
                }
            }

            try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
                new Migrations(new H2Dialect(), List.of(FIRST, SECOND)).apply(connection);
                assertThat(number(connection, "select count(*) from b")).isEqualTo(1);
                assertThat(number(connection, "select max(version) from bascule_schema"))
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void ourOwnTablesCanBeMadeAgainAfterAnyStatement() throws SQLException {
        try (Connection connection = connect()) {
            new Migrations(new H2Dialect()).apply(connection);
            connection.createStatement().execute("delete from bascule_schema");
            connection.createStatement().execute("delete from bascule_key_lock where lock_id > 500");
            connection.createStatement().execute("drop index bascule_work_by_due");
            connection.createStatement().execute("drop table bascule_lease");

            new Migrations(new H2Dialect()).apply(connection);

            assertThat(number(connection, "select count(*) from bascule_key_lock"))
                    .isEqualTo(JdbcRecords.LOCKS);
            assertThat(number(connection, "select count(*) from bascule_lease")).isZero();
        }
    }

    @Test
    void refusesADatabaseOfANewerVersion() throws SQLException {
        try (Connection connection = connect()) {
            new Migrations(new H2Dialect(), List.of(FIRST, SECOND)).apply(connection);

            assertThatThrownBy(() -> new Migrations(new H2Dialect(), List.of(FIRST)).apply(connection))
                    .isInstanceOf(BasculeException.class)
                    .hasMessageContainingAll("up to version 1", "version 2 (second)", "newer Bascule");
        }
    }

    @Test
    void refusesAMigrationThatWasChangedAfterwards() throws SQLException {
        List<Migration> changed = new ArrayList<>();
        changed.add(new Migration(1, "first", "create table if not exists a (id bigint);\n"));
        try (Connection connection = connect()) {
            new Migrations(new H2Dialect(), List.of(FIRST)).apply(connection);

            assertThatThrownBy(() -> new Migrations(new H2Dialect(), changed).apply(connection))
                    .isInstanceOf(BasculeException.class)
                    .hasMessageContainingAll("migration 1 with checksum", "must not be changed");
        }
    }
}
