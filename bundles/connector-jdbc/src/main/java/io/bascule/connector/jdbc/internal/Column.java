/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One column as the database tells, and the way between its values and ours.
 *
 * @param name as the database spells it
 * @param kind what it holds
 * @param jdbcType from {@link Types}, for typed nulls
 * @param size characters of a text, digits of a number
 * @param scale digits after the point, of a number or of a second
 * @param nullable whether it takes null
 * @param generated whether the database computes it, so that no write may set it
 * @param defaulted whether the database has a value for it when an insert has none
 * @param zone the zone of times without one
 */
record Column(
        String name,
        ColumnKind kind,
        int jdbcType,
        int size,
        int scale,
        boolean nullable,
        boolean generated,
        boolean defaulted,
        ZoneId zone) {
    private static final int NANO_DIGITS = 9;
    private static final int LONG_DIGITS = 18;
    private static final Set<Integer> WHOLE = Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);

    /** A value that does not fit its column. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message);
        }
    }

    /** The column as a field of a mapping. */
    ExternalField field(String path, boolean writable) {
        boolean text = kind == ColumnKind.TEXT || kind == ColumnKind.CHAR;
        return new ExternalField(
                path,
                kind.type(),
                writable && !generated,
                kind == ColumnKind.CHAR ? Set.of(Canonical.TRIMMED) : Set.of(),
                text && size > 0 && size < Integer.MAX_VALUE ? Integer.valueOf(size) : null);
    }

    /** Reads the value; never null, but {@link Value#ofNull()}. */
    Value read(ResultSet row, int index) throws SQLException {
        Value value = switch (kind) {
            case TEXT -> text(row.getString(index));
            case CHAR -> {
                String padded = row.getString(index);
                yield text(padded == null ? null : padded.stripTrailing());
            }
            case UUID -> {
                UUID uuid = row.getObject(index, UUID.class);
                yield text(uuid == null ? null : uuid.toString());
            }
            case NUMBER -> {
                BigDecimal number = row.getBigDecimal(index);
                yield number == null ? Value.ofNull() : Value.of(number);
            }
            case FLOAT -> floating(row, index);
            case BOOLEAN -> Value.of(row.getBoolean(index));
            case TIMESTAMP -> {
                LocalDateTime time = row.getObject(index, LocalDateTime.class);
                yield text(time == null ? null : time.atZone(zone).toInstant().toString());
            }
            case INSTANT -> {
                OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
                yield text(time == null ? null : time.toInstant().toString());
            }
            case DATE -> {
                LocalDate date = row.getObject(index, LocalDate.class);
                yield text(date == null ? null : date.toString());
            }
        };
        return row.wasNull() ? Value.ofNull() : value;
    }

    private Value floating(ResultSet row, int index) throws SQLException {
        if (jdbcType == Types.REAL) {
            float number = row.getFloat(index);
            return Float.isFinite(number) ? Value.of(new BigDecimal(Float.toString(number))) : Value.ofNull();
        }
        double number = row.getDouble(index);
        return Double.isFinite(number) ? Value.of(BigDecimal.valueOf(number)) : Value.ofNull();
    }

    private static Value text(@Nullable String text) {
        return text == null ? Value.ofNull() : Value.of(text);
    }

    /**
     * The value as the driver takes it, so that it is stored to the letter; nothing is rounded or cut in silence, except
     * fractions of a second that the column cannot hold.
     *
     * @return null for {@link Value#ofNull()}
     * @throws Misfit saying what would fit
     */
    @Nullable
    Object parameter(Value value) throws Misfit {
        if (value instanceof Value.Null) {
            return null;
        }
        switch (kind) {
            case TEXT, CHAR -> {
                String text = textOf(value, "text");
                int length = text.codePointCount(0, text.length());
                if (size > 0 && length > size) {
                    throw new Misfit("expected at most " + size + " characters; found " + length);
                }
                return text;
            }
            case UUID -> {
                try {
                    return UUID.fromString(textOf(value, "a UUID"));
                } catch (IllegalArgumentException e) {
                    throw new Misfit("expected a UUID");
                }
            }
            case NUMBER, FLOAT -> {
                return numberOf(value);
            }
            case BOOLEAN -> {
                if (!(value instanceof Value.Bool bool)) {
                    throw new Misfit("expected true or false");
                }
                return bool.bool();
            }
            case TIMESTAMP -> {
                return LocalDateTime.ofInstant(instantOf(value), zone);
            }
            case INSTANT -> {
                return instantOf(value).atOffset(ZoneOffset.UTC);
            }
            case DATE -> {
                try {
                    return LocalDate.parse(textOf(value, "a date such as 2026-11-24"));
                } catch (DateTimeException e) {
                    throw new Misfit("expected a date such as 2026-11-24");
                }
            }
        }
        throw new IllegalStateException("No such kind of column: " + kind);
    }

    private Object numberOf(Value value) throws Misfit {
        if (!(value instanceof Value.Decimal decimal)) {
            throw new Misfit("expected a number");
        }
        if (kind == ColumnKind.FLOAT) {
            // Not an if-expression: that would make a double of the float.
            if (jdbcType == Types.REAL) {
                return decimal.number().floatValue();
            }
            return decimal.number().doubleValue();
        }
        // A size of 0 means that the database names no limit.
        if (size > 0 && decimal.number().scale() > scale) {
            throw new Misfit(
                    scale == 0
                            ? "expected a whole number"
                            : "expected at most " + scale + " digits after the point; found "
                                    + decimal.number().scale());
        }
        return decimal.number();
    }

    private Instant instantOf(Value value) throws Misfit {
        try {
            Instant instant = Instant.parse(textOf(value, "a moment such as 2026-11-24T04:32:00Z"));
            return truncated(instant);
        } catch (DateTimeException e) {
            throw new Misfit("expected a moment such as 2026-11-24T04:32:00Z");
        }
    }

    /** The moment without the fractions that the column cannot hold. */
    Instant truncated(Instant instant) {
        int step = 1;
        for (int digit = Math.max(0, scale); digit < NANO_DIGITS; digit++) {
            step *= 10;
        }
        return instant.minusNanos(instant.get(ChronoField.NANO_OF_SECOND) % step);
    }

    /** A moment as the raw value of a column of times or dates. */
    Object moment(Instant instant) {
        Instant truncated = truncated(instant);
        return switch (kind) {
            case TIMESTAMP -> LocalDateTime.ofInstant(truncated, zone);
            case DATE -> LocalDate.ofInstant(instant, zone);
            default -> truncated.atOffset(ZoneOffset.UTC);
        };
    }

    private static String textOf(Value value, String expected) throws Misfit {
        String text = value.textOrNull();
        if (text == null) {
            throw new Misfit("expected " + expected);
        }
        return text;
    }

    /** Binds what {@link #parameter} gave. */
    void bind(PreparedStatement statement, int index, @Nullable Object parameter) throws SQLException {
        if (parameter == null) {
            statement.setNull(index, jdbcType);
        } else if (WHOLE.contains(jdbcType) && parameter instanceof BigDecimal number && isLong(number)) {
            // PostgreSQL walks no index of whole numbers for a decimal.
            statement.setLong(index, number.longValueExact());
        } else {
            statement.setObject(index, parameter);
        }
    }

    private static boolean isLong(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= LONG_DIGITS;
    }

    /** The raw value of a key, a version or a change, exact enough to be compared again; null for null. */
    @Nullable
    Object raw(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case TIMESTAMP -> row.getObject(index, LocalDateTime.class);
            case INSTANT -> row.getObject(index, OffsetDateTime.class);
            default -> parameterOrNull(read(row, index));
        };
    }

    private @Nullable Object parameterOrNull(Value value) {
        try {
            return parameter(value);
        } catch (Misfit e) {
            throw new IllegalStateException("Column " + name + " holds what does not fit it", e);
        }
    }

    /** The text of a raw value, for example {@code "42"} or {@code "2026-11-24T04:32:00.125"}. */
    String rawText(Object raw) {
        if (raw instanceof BigDecimal number) {
            return Column.plain(number);
        }
        return raw instanceof OffsetDateTime time ? time.toInstant().toString() : raw.toString();
    }

    private static String plain(BigDecimal number) {
        return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toPlainString();
    }

    /**
     * The raw value of a text that {@link #rawText} made.
     *
     * @return null if it made no such text
     */
    @Nullable
    Object rawOf(String text) {
        try {
            Object raw = switch (kind) {
                case NUMBER -> new BigDecimal(text);
                case UUID -> UUID.fromString(text);
                case TIMESTAMP -> LocalDateTime.parse(text);
                case INSTANT -> Instant.parse(text).atOffset(ZoneOffset.UTC);
                case TEXT, CHAR -> text;
                default -> null;
            };
            // "042" is no id of the row 42: every id has one spelling.
            return raw != null && rawText(raw).equals(text) ? raw : null;
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }
}
