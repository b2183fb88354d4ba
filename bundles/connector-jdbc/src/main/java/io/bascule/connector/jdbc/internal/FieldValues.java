/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a write as parameters of columns. */
final class FieldValues {
    private FieldValues() {}

    /**
     * The parameters by column.
     *
     * @param errors takes what is wrong with the fields
     */
    static Map<String, @Nullable Object> of(Table table, Fields fields, List<FieldError> errors) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        fields.asMap().forEach((path, value) -> {
            if (!table.writable(path)) {
                List<String> known = table.description().columns().keySet().stream()
                        .filter(table::writable)
                        .toList();
                errors.add(
                        new FieldError(path, "no column that can be written; known here: " + String.join(", ", known)));
                return;
            }
            Column column = table.columnOf(path);
            try {
                parameters.put(column.name(), column.parameter(value));
            } catch (Column.Misfit e) {
                errors.add(new FieldError(path, String.valueOf(e.getMessage())));
            }
        });
        return parameters;
    }
}
