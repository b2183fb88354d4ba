/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ExternalField.ExternalType;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of column that can be synchronised, and how each is told from the database's own type. */
enum ColumnKind {
    TEXT(ExternalType.TEXT),
    /** Text of a fixed length: the database fills it up with spaces, which are taken off again. */
    CHAR(ExternalType.TEXT),
    UUID(ExternalType.TEXT),
    /** Exact numbers, whole ones included. */
    NUMBER(ExternalType.NUMBER),
    /** Binary floating point. */
    FLOAT(ExternalType.NUMBER),
    BOOLEAN(ExternalType.BOOLEAN),
    /** A time without a zone. */
    TIMESTAMP(ExternalType.INSTANT),
    /** A moment. */
    INSTANT(ExternalType.INSTANT),
    DATE(ExternalType.DATE);

    private final ExternalType type;

    ColumnKind(ExternalType type) {
        this.type = type;
    }

    ExternalType type() {
        return type;
    }

    /**
     * The kind of a column.
     *
     * @param jdbcType from {@link Types}, as {@code DatabaseMetaData.getColumns} tells
     * @param typeName the database's own name, for example {@code "uuid"}
     * @return null for types that cannot be synchronised, such as BLOB or ARRAY
     */
    static @Nullable ColumnKind of(int jdbcType, String typeName) {
        String name = typeName.toLowerCase(Locale.ROOT);
        // H2 reports UUID as BINARY, PostgreSQL as OTHER.
        if (name.equals("uuid")) {
            return UUID;
        }
        // PostgreSQL reports timestamptz as TIMESTAMP.
        if (name.equals("timestamptz")) {
            return INSTANT;
        }
        return switch (jdbcType) {
            case Types.CHAR, Types.NCHAR -> name.startsWith("enum") ? TEXT : CHAR;
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB -> TEXT;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> NUMBER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> FLOAT;
            case Types.BOOLEAN, Types.BIT -> BOOLEAN;
            case Types.TIMESTAMP -> TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            case Types.DATE -> DATE;
            default -> null;
        };
    }
}
