/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Position;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reads changes from PostgreSQL's log by logical decoding, with deletes, in the order of commits, whole transactions. The log
 * only tells which rows were touched; they are then read as they are now. A look does not move the slot: only when a position
 * comes back, and so is stored, the slot moves there.
 */
final class LogicalChanges implements ChangeSource {
    /** An idle position moves on only so often that the server need not keep more than this, so that at rest nothing is stored. */
    private static final long IDLE_BYTES = 16L * 1024 * 1024;

    private static final int MESSAGES = 2_000;
    private static final int FETCH = 500;
    private static final String NO_SUCH_OBJECT = "42704";

    private final Database database;
    private final Rows rows;
    private final Slots slots;
    private final String publication;
    private final LogicalCheck check;

    LogicalChanges(Database database, Rows rows, Slots slots, String publication, Logger log) {
        this.database = database;
        this.rows = rows;
        this.slots = slots;
        this.publication = publication;
        this.check = new LogicalCheck(database, slots, publication, log);
    }

    @Override
    public boolean shows(Table table) {
        return true;
    }

    @Override
    public boolean tellsDeletes(Table table) {
        return true;
    }

    @Override
    public void check(List<Table> tables) {
        check.check(tables);
    }

    @Override
    public Position latest(Table table) {
        return database.call(Rows.what("Making the replication slot", table), connection -> {
            Server server = server(connection, table);
            Lsn place = slots.make(connection, slots.name(table));
            return new LogicalPosition(place, 0, server.system(), server.table()).toPosition();
        });
    }

    @Override
    public ChangePage changes(Table table, Position since, int limit) {
        LogicalPosition from = LogicalPosition.of(since);
        if (from == null) {
            throw expired(table, "a place in the log of this server", "format " + since.format());
        }
        return database.call(Rows.what("Reading changes from the log", table), connection -> {
            Server server = server(connection, table);
            moveSlot(connection, table, from, server);
            return page(connection, table, since, from, server, limit);
        });
    }

    /** The server as it is now; {@code flushed} is how far its log is on disk. */
    private record Server(String system, long table, Lsn flushed) {}

    private Server server(Connection connection, Table table) throws SQLException {
        String sql = "select (select system_identifier from pg_control_system())::text,"
                + " coalesce(to_regclass(?)::oid::bigint, 0), pg_current_wal_flush_lsn()::text";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(database.timeoutSeconds());
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                Lsn flushed = row.next() ? Lsn.of(row.getString(3)) : null;
                if (flushed == null) {
                    throw new SQLException("The server does not tell how far its log is", "02000");
                }
                return new Server(row.getString(1), row.getLong(2), flushed);
            }
        }
    }

    private void moveSlot(Connection connection, Table table, LogicalPosition from, Server server) throws SQLException {
        String name = slots.name(table);
        Slots.Slot slot = slots.find(connection, name);
        if (slot == null || slot.isLost() || !slot.plugin().equals(Slots.PLUGIN)) {
            throw expired(
                    table,
                    "the replication slot " + name,
                    slot == null
                            ? "none: it was dropped, or did not survive a change of servers"
                            : slot.isLost()
                                    ? "one that the server has given up (max_slot_wal_keep_size)"
                                    : "one of plugin " + slot.plugin());
        }
        if (!from.system().equals(server.system()) || from.table() != server.table()) {
            throw expired(table, "the server and table of before", "another one under the same name");
        }
        Lsn place = slot.place();
        if (place == null || place.compareTo(from.lsn()) > 0 || from.lsn().compareTo(server.flushed()) > 0) {
            throw expired(table, "a place at or after " + place + " in the log", "place " + from.lsn());
        }
        if (place.compareTo(from.lsn()) < 0) {
            slots.advance(connection, name, from.lsn());
        }
    }

    private ChangePage page(
            Connection connection, Table table, Position since, LogicalPosition from, Server server, int limit)
            throws SQLException {
        // One transaction, so that the answer is read as it comes; a connection that goes back to the pool is reset
        // there.
        connection.setAutoCommit(false);
        Transactions transactions = new Transactions(from, table.key().name(), limit);
        boolean whole = look(connection, table, server, transactions);
        if (transactions.lost() != null) {
            throw expired(table, "a stream that tells what became of each row", transactions.lost());
        }
        List<Transactions.Told> seen = seen(connection, transactions.told());
        boolean late = seen.size() < transactions.told().size();
        Map<Object, Instant> touched = touched(table, seen);
        List<Change> changes = changes(connection, table, touched);
        connection.rollback();
        LogicalPosition next = from;
        for (Transactions.Told transaction : seen) {
            next = transaction.end() == null
                    ? next.at(next.lsn(), transaction.handedOn())
                    : next.at(transaction.end(), 0);
        }
        boolean idle = changes.isEmpty() && whole && !late;
        if (idle) {
            boolean far = server.flushed().after(from.lsn()) > IDLE_BYTES;
            Lsn read = next.lsn().compareTo(server.flushed()) > 0 ? next.lsn() : server.flushed();
            return new ChangePage(changes, far ? from.at(read, 0).toPosition() : since, false);
        }
        return new ChangePage(changes, next.equals(from) ? since : next.toPosition(), !whole && !late);
    }

    /**
     * Looks at what the slot has, up to what was on disk when the look began.
     *
     * @return whether that was all
     */
    private boolean look(Connection connection, Table table, Server server, Transactions transactions)
            throws SQLException {
        String sql =
                "select xid::text, data from pg_logical_slot_peek_binary_changes(?, ?::pg_lsn, ?, 'proto_version', '1',"
                        + " 'publication_names', ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(database.timeoutSeconds());
            statement.setFetchSize(FETCH);
            statement.setString(1, slots.name(table));
            statement.setString(2, server.flushed().toString());
            statement.setInt(3, MESSAGES);
            statement.setString(4, table.quoted(publication));
            int messages = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (!transactions.enough() && row.next()) {
                    messages++;
                    transactions.take((int) Long.parseLong(row.getString(1)), PgOutput.read(row.getBytes(2)));
                }
            }
            // The server ends its answer after the transaction with which it has so many messages.
            return !transactions.enough() && messages < MESSAGES;
        } catch (SQLException e) {
            if (SqlFailure.stateOf(e).equals(NO_SUCH_OBJECT)) {
                // A publication counts from the place in the log where it was made; check() tells if there is none now.
                throw expired(table, "the publication " + publication + " at this place in the log", "none");
            }
            throw e;
        }
    }

    /** The transactions whose rows a statement sees by now; from the first one on that is not seen yet, all have to wait. */
    private List<Transactions.Told> seen(Connection connection, List<Transactions.Told> told) throws SQLException {
        if (told.isEmpty()) {
            return told;
        }
        VisibleTransactions visible;
        try (PreparedStatement statement = connection.prepareStatement("select pg_current_snapshot()::text");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("The server does not tell which transactions it shows", "02000");
            }
            visible = VisibleTransactions.of(row.getString(1));
        }
        List<Transactions.Told> seen = new ArrayList<>();
        for (Transactions.Told transaction : told) {
            if (!visible.sees(transaction.xid())) {
                break;
            }
            seen.add(transaction);
        }
        return seen;
    }

    /** When each row was touched last, in that order. */
    private static Map<Object, Instant> touched(Table table, List<Transactions.Told> seen) {
        Map<Object, Instant> touched = new LinkedHashMap<>();
        for (Transactions.Told transaction : seen) {
            for (String key : transaction.keys()) {
                Object raw = table.key().rawOfDatabase(key);
                touched.remove(raw);
                touched.put(raw, transaction.at());
            }
        }
        return touched;
    }

    private List<Change> changes(Connection connection, Table table, Map<Object, Instant> touched) throws SQLException {
        Map<String, ExternalRecord> found = rows.byKeys(connection, table, touched.keySet());
        List<Change> changes = new ArrayList<>();
        touched.forEach((key, at) -> {
            String id = table.key().rawText(key);
            ExternalRecord object = found.get(id);
            changes.add(
                    object == null
                            ? new Change(id, null, true, at, null)
                            : new Change(id, object, object.deleted(), at(object, at), null));
        });
        return changes;
    }

    private static Instant at(ExternalRecord object, Instant committed) {
        return object.changedAt() == null ? committed : object.changedAt();
    }

    private BasculeException expired(Table table, String expected, @Nullable String found) {
        return database.problem(
                ErrorCode.CURSOR_EXPIRED,
                "The stream of changes cannot be read on from this place",
                "type " + table.description().type(),
                expected,
                found,
                "Nothing to do: a new slot is made and everything is listed anew.");
    }
}
