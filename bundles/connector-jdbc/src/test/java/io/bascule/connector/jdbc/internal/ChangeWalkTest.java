/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Position;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The stream of changes: ties, late commits, clocks. */
class ChangeWalkTest {
    private static final String TIMES = """
            {"things":{"table":"things","key":"id","change":"at","columns":{"name":"name"}}}""";

    @TempDir
    Path folder;

    private DatabaseServer database;
    private JdbcConnector connector;

    @BeforeEach
    void open() throws SQLException {
        database = new DatabaseServer(folder);
        // The second table would be taken for the first one if _ and % were wildcards.
        database.execute(
                "create table \"things\"(\"id\" int primary key, \"name\" varchar(10), \"at\" timestamp(3) with time zone,"
                        + " \"made\" timestamp(3) with time zone, \"no\" bigint)",
                "create table \"numbered_rows\"(\"id\" int primary key, \"name\" varchar(10), \"no\" bigint)",
                "create table \"numberedXrows\"(\"id\" blob, \"name\" blob, \"no\" blob)");
        connector = database.connector(TIMES);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void insert(int id, String at) throws SQLException {
        database.execute("insert into \"things\"(\"id\",\"name\",\"at\") values(" + id + ",'n" + id + "'," + at + ")");
    }

    private static List<String> ids(List<Change> changes) {
        return changes.stream().map(Change::id).toList();
    }

    /** Everything from a position on until nothing more is there. */
    private List<String> rest(Position from, int limit) {
        List<String> ids = new ArrayList<>();
        ChangePage page;
        do {
            page = connector.changes("things", from, limit);
            ids.addAll(ids(page.changes()));
            from = page.next();
        } while (page.more());
        return ids;
    }

    private static final Position BEGINNING = new Position(1, "{}");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void losesAndRepeatsNothingWhereverATieIsCut(int limit) throws SQLException {
        String[] times = {"01", "02", "02", "02", "03", "04", "04", "04", "04", "05", "05", "06"};
        for (int i = 0; i < times.length; i++) {
            insert(times.length - i, "timestamp '2026-01-01 00:00:" + times[i] + "+00'");
        }
        List<String> whole = rest(BEGINNING, 100);
        assertThat(whole).hasSize(times.length).doesNotHaveDuplicates();

        Position at = BEGINNING;
        List<String> read = new ArrayList<>();
        ChangePage page;
        do {
            page = connector.changes("things", at, limit);
            assertThat(page.changes()).hasSizeLessThanOrEqualTo(limit);
            read.addAll(ids(page.changes()));
            at = page.next();
            List<String> resumed = new ArrayList<>(read);
            resumed.addAll(rest(at, 3));
            assertThat(resumed)
                    .as("read to %d with pages of %d, then resumed", read.size(), limit)
                    .isEqualTo(whole);
        } while (page.more());
        assertThat(connector.changes("things", at, limit)).isEqualTo(new ChangePage(List.of(), at, false));
    }

    @Test
    void findsWhatWasCommittedLate() throws SQLException {
        Position start = connector.latest("things");
        try (Connection slow = database.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(
                    "insert into \"things\"(\"id\",\"at\") values(1, current_timestamp - interval '1' second)");
            insert(2, "current_timestamp");
            insert(3, "current_timestamp");
            ChangePage first = connector.changes("things", start, 1);
            assertThat(ids(first.changes())).containsExactly("2");
            ChangePage second = connector.changes("things", first.next(), 1);
            assertThat(ids(second.changes())).containsExactly("3");
            slow.commit();

            assertThat(rest(second.next(), 10)).contains("1");
        }
    }

    @Test
    void isNotLedAstrayByATimeInTheFuture() throws SQLException {
        Position start = connector.latest("things");
        insert(1, "current_timestamp + interval '1' day");
        Position next = connector.changes("things", start, 10).next();
        insert(2, "current_timestamp");

        assertThat(rest(next, 10)).contains("2");
    }

    @Test
    void startsFromNowAtTheLatestPosition() throws SQLException {
        insert(1, "current_timestamp - interval '1' hour");
        Position latest = connector.latest("things");
        insert(2, "current_timestamp");

        assertThat(rest(latest, 10)).containsExactly("2");
    }

    @Test
    void fallsSilentWhenNothingChanges() throws SQLException {
        insert(1, "current_timestamp - interval '1' hour");
        ChangePage page = connector.changes("things", BEGINNING, 10);
        ChangePage after = connector.changes("things", page.next(), 10);

        assertThat(ids(page.changes())).containsExactly("1");
        assertThat(after).isEqualTo(new ChangePage(List.of(), page.next(), false));
    }

    @Test
    void takesTheTimeOfCreationWhileARowWasNeverChanged() throws SQLException {
        database.execute(
                "insert into \"things\"(\"id\",\"at\",\"made\") values(1,null,timestamp '2026-01-01 00:00:00+00'),"
                        + "(2,null,null),(3,timestamp '2026-01-03 00:00:00+00',timestamp '2025-01-01 00:00:00+00')");
        assertThat(rest(BEGINNING, 1)).containsExactly("3");

        connector = database.connector(TIMES.replace("\"change\":\"at\"", "\"change\":\"at\",\"created\":\"made\""));

        assertThat(rest(BEGINNING, 1)).containsExactly("1", "3");
        assertThat(connector.list("things", null, 10).objects()).hasSize(3);
    }

    @Test
    void followsANumberWithItsOwnOverlap() throws SQLException {
        connector = database.connector("""
                {"things":{"table":"numbered_rows","key":"id","change":"no","changeKind":"number","overlapNumber":2,
                "columns":{"name":"name"}}}""");
        assertThat(rest(connector.latest("things"), 3)).isEmpty();
        for (int i = 1; i <= 6; i++) {
            database.execute("insert into \"numbered_rows\" values(" + i + ",'x'," + (i * 10) + ")");
        }
        List<String> all = new ArrayList<>();
        Position at = BEGINNING;
        ChangePage page;
        do {
            page = connector.changes("things", at, 2);
            all.addAll(ids(page.changes()));
            at = page.next();
        } while (page.more());
        assertThat(all).containsExactly("1", "2", "3", "4", "5", "6");
        // A number that was drawn before 60 and committed after it was read.
        database.execute("insert into \"numbered_rows\" values(7,'late',59)");
        assertThat(rest(at, 10)).contains("7");
        assertThat(connector.changes("things", at, 10).changes().get(0).at()).isNull();
    }

    @Test
    void keepsTimesWithoutAZoneInTheDescribedOne() throws SQLException {
        database.execute(
                "create table local(id int primary key, name varchar(5), at timestamp(9))",
                "insert into local values(1,'x',timestamp '2026-07-01 12:00:00.123456789')");
        connector = database.connector("""
                {"things":{"table":"LOCAL","key":"ID","change":"AT","zone":"Europe/Vienna","columns":{"at":"AT"}}}""");

        Change change = connector.changes("things", BEGINNING, 5).changes().get(0);

        assertThat(change.at()).isEqualTo("2026-07-01T10:00:00.123456789Z");
        assertThat(rest(connector.changes("things", BEGINNING, 5).next(), 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{\"change\":\"yesterday\"}",
                "{\"change\":7}",
                "{\"key\":\"1\"}",
                "{\"change\":\"2026-01-01T00:00:00Z\",\"key\":\"abc\"}"
            })
    void refusesAPositionItDidNotMake(String text) {
        assertThatThrownBy(() -> connector.changes("things", new Position(1, text), 5))
                .isInstanceOfSatisfying(
                        BasculeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_EXPIRED));
        assertThatThrownBy(() -> connector.changes("things", new Position(2, "{}"), 5))
                .isInstanceOf(BasculeException.class);
    }
}
