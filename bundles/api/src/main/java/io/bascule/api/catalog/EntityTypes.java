/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.EntityType;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The entity types that this runtime knows. Thread-safe. */
@ProviderType
public interface EntityTypes {
    /** The type of a name. */
    Optional<EntityType> find(String name);

    /** All types, by name. */
    List<EntityType> all();
}
