/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Pages through things newest first, as {@code docs.stripe.com/api/pagination} says. */
final class Listing {
    private static final int USUAL_LIMIT = 10;

    private Listing() {}

    /** A list's parameters: paging, {@code created}, and the filters of its own. */
    static Parameters parameters(Parameters filters) {
        return paging(filters).optional("created", ParameterTypes.timeRange());
    }

    /** The paging alone. */
    static Parameters paging(Parameters filters) {
        return filters.optional("limit", ParameterTypes.integer(1, 100))
                .optional("starting_after", ParameterTypes.text(5000))
                .optional("ending_before", ParameterTypes.text(5000))
                .notImitated("expand");
    }

    /**
     * One page.
     *
     * @param read parameters as read
     * @param all by order of creation
     * @param orderOf the order of a cursor's object, given the cursor's id and the parameter's name
     */
    static <T> ObjectNode page(
            String url,
            ObjectNode read,
            NavigableMap<Long, T> all,
            CursorOrder orderOf,
            Predicate<T> passes,
            Function<T, JsonNode> shown) {
        JsonNode after = read.get("starting_after");
        JsonNode before = read.get("ending_before");
        if (after != null && before != null) {
            throw StripeError.invalid(
                    "starting_after",
                    "parameters_exclusive",
                    "You cannot use both `starting_after` and `ending_before`; choose one.");
        }
        boolean backwards = before != null;
        NavigableMap<Long, T> rest;
        if (after != null) {
            rest = all.headMap(orderOf.of(after.textValue(), "starting_after"), false)
                    .descendingMap();
        } else if (before != null) {
            rest = all.tailMap(orderOf.of(before.textValue(), "ending_before"), false);
        } else {
            rest = all.descendingMap();
        }
        int limit = read.path("limit").asInt(USUAL_LIMIT);
        List<T> found = new ArrayList<>();
        boolean more = false;
        for (T candidate : rest.values()) {
            if (passes.test(candidate)) {
                if (found.size() == limit) {
                    more = true;
                    break;
                }
                found.add(candidate);
            }
        }
        if (backwards) {
            Collections.reverse(found);
        }
        ObjectNode page = Json.object().put("object", "list");
        ArrayNode data = page.putArray("data");
        found.forEach(item -> data.add(shown.apply(item)));
        page.put("has_more", more);
        page.put("url", url);
        return page;
    }

    /** Finds the place of a cursor. */
    @FunctionalInterface
    interface CursorOrder {
        /** @throws StripeError if there is no such object */
        long of(String id, String parameter);
    }
}
