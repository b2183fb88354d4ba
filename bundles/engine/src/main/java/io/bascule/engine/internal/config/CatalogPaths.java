/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which places an entity type has. Pure. */
final class CatalogPaths {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)(?:\\[([^=\\]]+)=[^\\]]*])?(?:\\.|$)");
    private static final List<String> OF_MONEY = List.of("amount", "currency");

    private CatalogPaths() {}

    /** Whether records of a type can have a value at a place, down to its last name. */
    static boolean has(EntityType type, FieldPath path) {
        Matcher steps = STEP.matcher(path.toString());
        List<FieldDefinition> level = type.fields();
        FieldDefinition at = null;
        while (steps.find()) {
            String name = steps.group(1);
            if (at != null && at.type() == FieldType.MONEY) {
                return OF_MONEY.contains(name) && steps.group(2) == null && steps.hitEnd();
            }
            at = level.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (at == null || (steps.group(2) != null && !steps.group(2).equals(at.itemKey()))) {
                return false;
            }
            level = at.fields();
        }
        return at != null;
    }
}
