/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What follows from a table for the engine. */
final class TableFacts {
    private static final int NANO_DIGITS = 9;

    private TableFacts() {}

    /** The capabilities of a table. */
    static TypeCapabilities of(Table table, Duration skew, int batchSize) {
        TableDescription description = table.description();
        Column change = table.change();
        Column version = table.version();
        List<ExternalField> fields = new ArrayList<>();
        description
                .columns()
                .keySet()
                .forEach(path -> fields.add(table.columnOf(path).field(path, table.writable(path))));
        Set<String> findable = new TreeSet<>(description.findable());
        Column marker = table.marker();
        if (marker != null) {
            fields.add(marker.field(TableDescription.MARKER, false));
            findable.add(TableDescription.MARKER);
        }
        TypeCapabilities.Builder capabilities = TypeCapabilities.of(fields)
                .precondition()
                .answerIsOwn()
                .batchSize(batchSize)
                .findable(findable);
        Duration step = change == null || description.changeIsNumber() ? Duration.ZERO : step(change);
        capabilities.times(step, skew);
        if (change != null) {
            capabilities.changes(ChangeStream.SNAPSHOTS);
            if (table.deleted() != null) {
                capabilities.changesTellDeletes();
            }
        }
        if (marker != null) {
            capabilities.markerField(TableDescription.MARKER);
        }
        if (description.keyByClient()) {
            capabilities.naturalIds();
        }
        if (version != null && version.kind() == ColumnKind.NUMBER) {
            capabilities.versions();
        }
        return capabilities.build();
    }

    private static Duration step(Column column) {
        long nanos = 1;
        for (int digit = Math.max(0, column.scale()); digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return Duration.ofNanos(nanos);
    }
}
