/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.model.EntityType;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Entity types given once. Thread-safe. */
public final class FixedEntityTypes implements EntityTypes {
    private final TreeMap<String, EntityType> types = new TreeMap<>();

    /** These types. */
    public FixedEntityTypes(EntityType... types) {
        for (EntityType type : types) {
            this.types.put(type.name(), type);
        }
    }

    @Override
    public Optional<EntityType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    @Override
    public List<EntityType> all() {
        return List.copyOf(types.values());
    }
}
