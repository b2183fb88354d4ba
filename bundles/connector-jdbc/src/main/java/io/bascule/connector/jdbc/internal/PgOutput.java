/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of PostgreSQL's output plugin {@code pgoutput}, protocol version 1 (manual, chapter "Logical Replication Message
 * Formats"). Pure.
 */
final class PgOutput {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private PgOutput() {}

    /** One message, as far as it matters here. */
    sealed interface Message {}

    /**
     * A transaction begins; its changes follow, in the order of commits.
     *
     * @param commit where its commit begins
     * @param at when it was committed, by the server's clock
     */
    record Begin(Lsn commit, Instant at) implements Message {}

    /**
     * The transaction ends.
     *
     * @param end what follows its commit
     */
    record Commit(Lsn end) implements Message {}

    /** The columns of a table, told before its first change. */
    record Relation(long table, List<String> columns) implements Message {
        /** Copies the list. */
        Relation {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A row was inserted, updated or deleted. Values are in the order of the table's columns; null where they are null or not told.
     *
     * @param before the row before, or those columns that identify it; null if none was told
     * @param after the row afterwards; null after a delete
     */
    record RowChange(
            long table,
            @Nullable List<@Nullable String> before,
            @Nullable List<@Nullable String> after) implements Message {}

    /** Tables were emptied. */
    record Truncate(Set<Long> tables) implements Message {
        /** Copies the set. */
        Truncate {
            tables = Set.copyOf(tables);
        }
    }

    /** Something that does not matter here, for example the name of a type. */
    record Other() implements Message {}

    /**
     * Reads a message.
     *
     * @throws SQLException if it is none
     */
    static Message read(byte[] data) throws SQLException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(data);
            char kind = (char) buffer.get();
            return switch (kind) {
                case 'B' -> new Begin(new Lsn(buffer.getLong()), EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS));
                case 'C' -> {
                    buffer.get();
                    buffer.getLong();
                    yield new Commit(new Lsn(buffer.getLong()));
                }
                case 'R' -> relation(buffer);
                case 'I', 'U', 'D' -> row(buffer);
                case 'T' -> truncate(buffer);
                default -> new Other();
            };
        } catch (RuntimeException e) {
            throw new SQLException("A message of pgoutput cannot be read", "08P01", e);
        }
    }

    private static Relation relation(ByteBuffer buffer) {
        long table = Integer.toUnsignedLong(buffer.getInt());
        text(buffer);
        text(buffer);
        buffer.get();
        int count = buffer.getShort();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            buffer.get();
            columns.add(text(buffer));
            buffer.getLong();
        }
        return new Relation(table, columns);
    }

    private static RowChange row(ByteBuffer buffer) {
        long table = Integer.toUnsignedLong(buffer.getInt());
        List<@Nullable String> before = null;
        List<@Nullable String> after = null;
        while (buffer.hasRemaining()) {
            if (buffer.get() == 'N') {
                after = tuple(buffer);
            } else {
                before = tuple(buffer);
            }
        }
        return new RowChange(table, before, after);
    }

    private static List<@Nullable String> tuple(ByteBuffer buffer) {
        int count = buffer.getShort();
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // n: null; u: unchanged and stored elsewhere, so not told; t: a text follows.
            values.add(buffer.get() == 't' ? sized(buffer) : null);
        }
        return values;
    }

    private static Truncate truncate(ByteBuffer buffer) {
        int count = buffer.getInt();
        buffer.get();
        Set<Long> tables = new HashSet<>();
        for (int i = 0; i < count; i++) {
            tables.add(Integer.toUnsignedLong(buffer.getInt()));
        }
        return new Truncate(tables);
    }

    private static String sized(ByteBuffer buffer) {
        return text(buffer, buffer.getInt());
    }

    /** A text that ends with a zero byte. */
    private static String text(ByteBuffer buffer) {
        int length = 0;
        while (buffer.get(buffer.position() + length) != 0) {
            length++;
        }
        String text = text(buffer, length);
        buffer.get();
        return text;
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
