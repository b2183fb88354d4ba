/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of every type. Written under the state's lock, read without it. */
final class ObjectStores {
    private final Map<String, ResourceType> types = new LinkedHashMap<>();
    private final Map<String, ObjectStore> stores = new LinkedHashMap<>();

    ObjectStores(List<ResourceType> resourceTypes) {
        for (ResourceType type : resourceTypes) {
            types.put(type.name(), type);
            stores.put(type.name(), new ObjectStore(type.remembersDeleted(), type.searchFields()));
        }
    }

    ObjectStore of(ResourceType type) {
        return of(type.name());
    }

    /** @param type for example {@code customer} */
    ObjectStore of(String type) {
        ObjectStore store = stores.get(type);
        if (store == null) {
            throw new IllegalStateException("The journal has objects of the unknown type '" + type + "'");
        }
        return store;
    }

    ResourceType type(String name) {
        ResourceType type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("The journal has objects of the unknown type '" + name + "'");
        }
        return type;
    }

    /** How many living objects each type has. */
    ObjectNode sizes() {
        ObjectNode sizes = Json.object();
        stores.forEach((name, store) -> sizes.put(name, store.size()));
        return sizes;
    }
}
