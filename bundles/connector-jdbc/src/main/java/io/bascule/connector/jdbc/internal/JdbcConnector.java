/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.Deletes;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Finds;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.model.Value;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One open connection to a database with its described tables. */
final class JdbcConnector implements Connector, Reads, Lists, Changes, Finds, Creates, Updates, Deletes {
    private final Database database;
    private final Tables tables;
    private final Rows rows;
    private final ChangeWalk walk;
    private final Writer writer;
    private final Duration skew;
    private final int batchSize;

    JdbcConnector(Database database, SortedMap<String, TableDescription> descriptions, Duration skew, int batchSize) {
        this.database = database;
        this.tables = new Tables(database, descriptions);
        this.rows = new Rows(database);
        this.walk = new ChangeWalk(database, rows);
        this.writer = new Writer(database);
        this.skew = skew;
        this.batchSize = batchSize;
    }

    /**
     * Computed from the description and from what the database says about its tables. That is read at the first use and then
     * remembered: the first call may therefore make remote calls, and fail as {@link #check} does.
     */
    @Override
    public Capabilities capabilities() {
        Map<String, TypeCapabilities> types = new TreeMap<>();
        for (String type : tables.types()) {
            types.put(type, TableFacts.of(tables.table(type), skew, batchSize));
        }
        return Capabilities.of(types);
    }

    /** Reads the tables' structure anew and proves that their described columns can be selected. */
    @Override
    public void check() {
        tables.forget();
        for (String type : tables.types()) {
            Table table = tables.table(type);
            database.call("selecting from table " + table.description().title(), connection -> {
                Sql nothing = new Sql(table.select()).add(" where 1 = 0");
                try (PreparedStatement statement = nothing.prepare(connection, database.timeoutSeconds())) {
                    return statement.executeQuery().next();
                }
            });
        }
    }

    @Override
    public List<ReadOutcome> read(String externalType, List<String> ids) {
        return heeding(() -> rows.read(tables.table(externalType), ids));
    }

    @Override
    public Page list(String externalType, @Nullable Position from, int limit) {
        return heeding(() -> rows.list(tables.table(externalType), from, limit));
    }

    @Override
    public Position latest(String externalType) {
        return heeding(() -> walk.latest(tables.table(externalType)));
    }

    @Override
    public ChangePage changes(String externalType, Position since, int limit) {
        return heeding(() -> walk.changes(tables.table(externalType), since, limit));
    }

    @Override
    public List<ExternalRecord> find(String externalType, Map<String, Value> values, int limit) {
        return heeding(() -> rows.find(tables.table(externalType), values, limit));
    }

    @Override
    public List<WriteOutcome> create(String externalType, List<CreateItem> items) {
        Table table = tables.table(externalType);
        return writer.write(
                Rows.what("Creating rows", table),
                items.stream()
                        .map(item -> new Insert(database, rows, table, item))
                        .toList());
    }

    @Override
    public List<WriteOutcome> update(String externalType, List<UpdateItem> items) {
        Table table = tables.table(externalType);
        return writer.write(
                Rows.what("Updating rows", table),
                items.stream()
                        .map(item -> new Update(database, rows, table, item))
                        .toList());
    }

    @Override
    public List<WriteOutcome> delete(String externalType, List<DeleteItem> items) {
        Table table = tables.table(externalType);
        return writer.write(
                Rows.what("Deleting rows", table),
                items.stream()
                        .map(item -> new Delete(database, rows, table, item))
                        .toList());
    }

    /** Looks at the tables anew next time if a statement did not fit them: somebody may have altered one. */
    private <T> T heeding(Supplier<T> call) {
        try {
            return call.get();
        } catch (BasculeException e) {
            if (e.code().kind() == ErrorKind.CONFIGURATION) {
                tables.forget();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        // The pool belongs to the engine.
    }
}
