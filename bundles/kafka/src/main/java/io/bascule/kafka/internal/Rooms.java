/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.runtime.Faults;
import io.bascule.api.sync.PresentVersions;
import io.bascule.api.sync.Routes;
import io.bascule.api.sync.WorkIntake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bridge needs of the other rooms.
 *
 * @param store has the outbox
 * @param routes where records go
 * @param intake takes what comes out of the topics
 * @param versions what topics are filled from again
 * @param types the entity types; null while there is no catalog that says them: then their topics are made later
 * @param faults where tests break in
 */
record Rooms(
        CatalogStore store,
        Routes routes,
        WorkIntake intake,
        PresentVersions versions,
        @Nullable EntityTypes types,
        Faults faults) {
    /** The names of all entity types known now. */
    List<String> typeNames() {
        List<String> names = new ArrayList<>();
        if (types != null) {
            types.all().forEach(type -> names.add(type.name()));
        }
        return names;
    }
}
