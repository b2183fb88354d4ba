/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.model.CatalogRecord;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.map.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * What a lane works on, as one transaction read it.
 *
 * @param integration the integration
 * @param mapping the mapping in force
 * @param link the link
 * @param work its work
 * @param intent its open intent; null if there is none
 * @param record its record; null for an arrival
 */
record Job(
        Integration integration,
        Mapping mapping,
        Link link,
        Work work,
        @Nullable Intent intent,
        @Nullable CatalogRecord record) {}
