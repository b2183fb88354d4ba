/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.model.Value;
import java.util.Optional;

/**
 * What a person decided about a conflict. It holds for the two values that were shown and for no others.
 *
 * @param path the catalog path of the field
 * @param catalogValue the catalog's value
 * @param externalValue the system's value in the catalog's form
 * @param winner which side wins
 */
public record Resolved(String path, Value catalogValue, Value externalValue, Winner winner) {
    /** The policy by which a clash is decided that a person decided. */
    public static final String POLICY = "resolved";

    /** What was decided about a held conflict, if anything was. */
    public static Optional<Resolved> of(Conflict conflict) {
        return Optional.ofNullable(conflict.resolution())
                .map(decided -> new Resolved(
                        conflict.path(), conflict.catalogValue(), conflict.externalValue(), decided.winner()));
    }

    boolean isAbout(String field, Value catalog, Value external) {
        return path.equals(field) && catalogValue.equals(catalog) && externalValue.equals(external);
    }
}
