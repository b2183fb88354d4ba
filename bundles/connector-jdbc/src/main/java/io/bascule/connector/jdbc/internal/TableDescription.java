/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One table as the operator describes it.
 *
 * @param type the external type's name, for example {@code "customers"}
 * @param schema the schema, in the database's own spelling; null for the connection's own
 * @param table the table, in the database's own spelling, for example {@code "Customer"}
 * @param key the column of the primary key
 * @param keyByClient whether Bascule chooses the key of a new row; otherwise the database does
 * @param change the column that grows with each change; null if there is none
 * @param changeIsNumber whether it holds a number rather than a time
 * @param created the column that stands in while {@code change} is null; null if there is none
 * @param changeByWriter whether an update has to set {@code change}; null to go by the column's type
 * @param overlap how late a change may be committed after the value it carries: seconds, or steps of a number
 * @param version the column of an optimistic lock; null if there is none
 * @param versionByWriter whether an update has to raise {@code version}; null to go by the column's type
 * @param deleted how deleted rows are marked; null if they go
 * @param marker the column that holds Bascule's marker; null if there is none
 * @param columns columns by the name under which mappings see them, in the order of the description
 * @param findable the names by which rows can be looked up
 * @param zone the zone of times that are stored without one
 */
record TableDescription(
        String type,
        @Nullable String schema,
        String table,
        String key,
        boolean keyByClient,
        @Nullable String change,
        boolean changeIsNumber,
        @Nullable String created,
        @Nullable Boolean changeByWriter,
        long overlap,
        @Nullable String version,
        @Nullable Boolean versionByWriter,
        @Nullable DeletedMark deleted,
        @Nullable String marker,
        Map<String, String> columns,
        Set<String> findable,
        ZoneId zone) {
    /** The name under which the marker is looked up. */
    static final String MARKER = "marker";

    /** Copies the collections. */
    TableDescription {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        findable = Collections.unmodifiableSet(new TreeSet<>(findable));
    }

    /** The overlap of a change time. */
    Duration overlapTime() {
        return Duration.ofSeconds(overlap);
    }

    /** The table for people, for example {@code "PUBLIC.Customer"}. */
    String title() {
        return schema == null ? table : schema + "." + table;
    }
}
