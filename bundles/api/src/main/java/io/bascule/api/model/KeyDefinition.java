/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.util.List;

/**
 * A match key of an entity type: fields that together tell one real thing from another.
 *
 * @param name for example {@code "email"}
 * @param paths one or more places in the record, for example {@code email}
 */
public record KeyDefinition(String name, List<FieldPath> paths) {
    /** Copies the list and refuses an empty one. */
    public KeyDefinition {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("Match key " + name + " names no field");
        }
    }
}
