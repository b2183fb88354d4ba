/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a lost connection does to a batch, at every point where it can be lost. */
class WriterTest {
    private static final String TABLES = """
            {"things":{"table":"THINGS","key":"ID","marker":"REF","columns":{"name":"NAME"}}}""";

    @TempDir
    Path folder;

    private DatabaseServer database;

    @BeforeEach
    void open() throws SQLException {
        database = new DatabaseServer(folder);
        database.execute(
                "create table things(id int generated always as identity primary key, name varchar(10), ref varchar(40))");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<WriteOutcome> createThree(CutConnections cut) {
        Database through = new Database("shop", cut.dataSource(), 5);
        JdbcConnector connector = new JdbcConnector(
                through,
                TableDescriptions.read("shop", TABLES),
                new ChangeWalk(through, new Rows(through)),
                Duration.ZERO,
                50);
        return connector.create("things", List.of(item("a"), item("b"), item("c")));
    }

    private static CreateItem item(String name) {
        return new CreateItem(Fields.EMPTY.with("name", Value.of(name)), "key-" + name, "marker-" + name);
    }

    private List<String> stored() {
        return database.connector(TABLES).list("things", null, 10).objects().stream()
                .map(object -> String.valueOf(object.fields().text("name")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotKnowWhatBecameOfACommitWhoseAnswerIsLost(boolean applied) {
        List<WriteOutcome> outcomes = createThree(new CutConnections(database.pool(), "commit", 2, applied, "90067"));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Ok.class);
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcomes.get(2))
                .isEqualTo(new WriteOutcome.TransientFailure("Not tried: one before failed with all that follow"));
        assertThat(stored()).isEqualTo(applied ? List.of("a", "b") : List.of("a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void hasCertainlyNotWrittenWhatItNeverCommitted(int statement) {
        List<WriteOutcome> outcomes =
                createThree(new CutConnections(database.pool(), "prepareStatement", statement, false, "08006"));

        int whole = (statement - 1) / 2; // an insert and its reading again
        assertThat(outcomes.subList(0, whole)).allMatch(WriteOutcome.Ok.class::isInstance);
        assertThat(outcomes.subList(whole, 3)).allMatch(WriteOutcome.TransientFailure.class::isInstance);
        assertThat(stored()).hasSize(whole);
    }

    @Test
    void believesADatabaseThatAnswersTheCommitWithARefusal() {
        List<WriteOutcome> outcomes = createThree(new CutConnections(database.pool(), "commit", 1, false, "40001"));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.TransientFailure.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void rejectsWhatADeferredConstraintRefusesAtTheCommit() {
        List<WriteOutcome> outcomes = createThree(new CutConnections(database.pool(), "commit", 1, false, "23503"));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Rejected.class);
        assertThat(stored()).isEmpty();
    }
}
