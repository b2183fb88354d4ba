/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A row of the shop's journal.
 *
 * @param type the entity type
 * @param key the row's key
 * @param action {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param before values by column; missing for an insert
 * @param after values by column; missing for a delete
 * @param user who did it
 */
record ShopChange(Instant at, String type, String key, String action, JsonNode before, JsonNode after, String user) {}
