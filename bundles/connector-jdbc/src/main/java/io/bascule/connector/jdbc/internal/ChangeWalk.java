/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Position;
import io.bascule.api.error.ErrorCode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads changes in the order of (change, key), so that rows that share a change value can be cut anywhere. A row may be committed
 * later than the value it carries says. So before each page the <em>horizon</em> is taken: the database's own time, or the
 * greatest number, less the declared overlap. What lies before the horizon is complete. A walk that reads beyond it remembers
 * the horizon of the first page that did, and goes back there when it comes to its end.
 */
final class ChangeWalk {
    private final Database database;
    private final Rows rows;

    ChangeWalk(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    Position latest(Table table) {
        Column change = changeColumn(table);
        return database.call(
                        Rows.what("Reading the latest change", table),
                        connection -> new ChangePosition(horizon(connection, table, change), null, null))
                .toPosition(change, table.key());
    }

    ChangePage changes(Table table, Position since, int limit) {
        Column change = changeColumn(table);
        ChangePosition from = ChangePosition.of(since, change, table.key());
        if (from == null) {
            throw database.problem(
                    ErrorCode.CURSOR_EXPIRED,
                    "The place in the stream of changes cannot be read",
                    "type " + table.description().type(),
                    "a place that this version of the connector made for this change column",
                    "format " + since.format(),
                    "Nothing to do: everything is listed anew.");
        }
        return database.call(Rows.what("Reading changes", table), connection -> {
            // The horizon comes before the page: what is committed between the two is then read twice, never missed.
            Object horizon = horizon(connection, table, change);
            List<Table.Row> found = rows.query(connection, table, page(table, change, from, limit));
            return page(table, since, from, horizon, found, limit);
        });
    }

    private ChangePage page(
            Table table,
            Position since,
            ChangePosition from,
            @Nullable Object horizon,
            List<Table.Row> found,
            int limit) {
        Column change = changeColumn(table);
        List<Table.Row> taken = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        List<Change> changes =
                taken.stream().map(row -> Change.of(row.object())).toList();
        if (taken.isEmpty()) {
            Position next = from.restart() == null
                    ? since
                    : new ChangePosition(from.restart(), null, null).toPosition(change, table.key());
            return new ChangePage(changes, next, false);
        }
        Table.Row last = taken.get(taken.size() - 1);
        Object restart = from.restart();
        if (restart == null && horizon != null && compare(last.change(), horizon) >= 0) {
            restart = horizon;
        }
        ChangePosition next = more || restart == null
                ? new ChangePosition(last.change(), last.key(), restart)
                : new ChangePosition(restart, null, null);
        return new ChangePage(changes, next.toPosition(change, table.key()), more);
    }

    private static Sql page(Table table, Column change, ChangePosition from, int limit) {
        String expression = table.changeExpression();
        String key = Rows.keyOf(table);
        Sql sql = new Sql(table.select()).add(" where ");
        if (from.change() == null) {
            sql.add(expression).add(" is not null");
        } else if (from.key() == null) {
            sql.add(expression).add(" >= ").bind(change, from.change());
        } else {
            // The first condition alone lets the database walk an index on the change column.
            sql.add(expression).add(" >= ").bind(change, from.change());
            sql.add(" and (").add(expression).add(" > ").bind(change, from.change());
            sql.add(" or ").add(key).add(" > ").bind(table.key(), from.key()).add(")");
        }
        return sql.add(" order by ").add(expression).add(", ").add(key).add(Rows.firstRows(limit + 1));
    }

    /** Before this everything is committed; null if the table holds no number yet. */
    private @Nullable Object horizon(Connection connection, Table table, Column change) throws SQLException {
        TableDescription description = table.description();
        if (description.changeIsNumber()) {
            Sql sql = new Sql("select max(" + table.changeExpression() + ") from " + table.name());
            try (PreparedStatement statement = sql.prepare(connection, database.timeoutSeconds());
                    ResultSet row = statement.executeQuery()) {
                BigDecimal greatest = row.next() ? row.getBigDecimal(1) : null;
                return greatest == null ? null : greatest.subtract(BigDecimal.valueOf(description.overlap()));
            }
        }
        return change.moment(now(connection, database.timeoutSeconds()).minus(description.overlapTime()));
    }

    /** The time by the database's own clock. */
    static Instant now(Connection connection, int timeoutSeconds) throws SQLException {
        try (PreparedStatement statement = new Sql("select current_timestamp").prepare(connection, timeoutSeconds)) {
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("The database does not tell its time", "02000");
                }
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    private static int compare(@Nullable Object left, Object right) {
        if (left instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) right);
        }
        if (left instanceof OffsetDateTime time) {
            return time.toInstant().compareTo(((OffsetDateTime) right).toInstant());
        }
        if (left instanceof LocalDateTime time) {
            return time.compareTo((LocalDateTime) right);
        }
        throw new IllegalStateException("A change value of an unknown kind");
    }

    private Column changeColumn(Table table) {
        Column change = table.change();
        if (change == null) {
            throw database.problem(
                    ErrorCode.SETTING_INVALID,
                    "This table shows no changes",
                    "type " + table.description().type(),
                    "a column named as change in the setting tables",
                    "none",
                    "Describe one, or let complete listings find the changes.");
        }
        return change;
    }
}
