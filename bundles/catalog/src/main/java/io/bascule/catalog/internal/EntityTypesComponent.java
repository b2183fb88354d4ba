/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.model.EntityType;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Publishes the entity types; reads the files once, when it starts. */
@Component(service = EntityTypes.class)
public final class EntityTypesComponent implements EntityTypes {
    private final TypeFiles types;

    /** Reads the types. */
    @Activate
    public EntityTypesComponent(BundleContext context) {
        types = new TypeFiles(RuntimeFolders.etc(context).resolve("types"));
    }

    @Override
    public Optional<EntityType> find(String name) {
        return types.find(name);
    }

    @Override
    public List<EntityType> all() {
        return types.all();
    }
}
