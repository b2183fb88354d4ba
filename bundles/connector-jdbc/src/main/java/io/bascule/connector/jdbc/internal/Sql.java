/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that grows with its parameters. Values are only ever bound; the text holds quoted identifiers and keywords. */
final class Sql {
    private record Bound(Column column, @Nullable Object value) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Bound> parameters = new ArrayList<>();

    Sql(String start) {
        text.append(start);
    }

    Sql add(String more) {
        text.append(more);
        return this;
    }

    /** Adds a question mark and what stands for it. */
    Sql bind(Column column, @Nullable Object value) {
        text.append('?');
        parameters.add(new Bound(column, value));
        return this;
    }

    /** Prepares the statement with a time limit and binds its parameters. */
    PreparedStatement prepare(Connection connection, int timeoutSeconds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        try {
            return bound(statement, timeoutSeconds);
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** The same for an insert whose key the database assigns. */
    PreparedStatement prepareReturning(Connection connection, int timeoutSeconds, String keyColumn)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString(), new String[] {keyColumn});
        try {
            return bound(statement, timeoutSeconds);
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private PreparedStatement bound(PreparedStatement statement, int timeoutSeconds) throws SQLException {
        statement.setQueryTimeout(timeoutSeconds);
        for (int i = 0; i < parameters.size(); i++) {
            Bound bound = parameters.get(i);
            bound.column().bind(statement, i + 1, bound.value());
        }
        return statement;
    }
}
