/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters that several operations share, checked. */
final class Parameters {
    private static final String ID = "[A-Za-z0-9-]{1,64}";
    private static final int STANDARD_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;

    private Parameters() {}

    /** An id in the path. What cannot be an id names nothing. */
    static String id(Request request, String variable) {
        String id = request.variable(variable);
        if (!id.matches(ID)) {
            throw HttpProblem.notFound("There is nothing with the id " + Shown.of(id) + ".");
        }
        return id;
    }

    /** How many items a page has at the most. */
    static int limit(Request request) {
        return request.query().integer("limit", STANDARD_LIMIT, 1, LARGEST_LIMIT);
    }

    /** The id after which a page starts; null for the first page. */
    static @Nullable String after(Request request) {
        String after = request.query().find("after").orElse(null);
        if (after != null && !after.matches(ID)) {
            throw HttpProblem.badParameter("The query parameter after must be the \"next\" of the page before; found "
                    + Shown.of(after) + ".");
        }
        return after;
    }

    /** A query parameter that names a constant by its word; null if it is not there. */
    static <E extends Enum<E>> @Nullable E constant(Request request, String name, Class<E> type) {
        String word = request.query().find(name).orElse(null);
        if (word == null) {
            return null;
        }
        List<E> constants = List.of(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> RecordJson.word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badParameter("The query parameter " + name + " must be one of "
                        + String.join(
                                ", ", constants.stream().map(RecordJson::word).toList())
                        + "; found " + Shown.of(word) + "."));
    }

    /**
     * A page of items.
     *
     * @param next where the next page starts; null if this page was not full, so that nothing follows
     */
    static Map<String, @Nullable Object> page(List<? extends Object> items, @Nullable String next) {
        Map<String, @Nullable Object> page = new TreeMap<>();
        page.put("items", items);
        page.put("next", next);
        return page;
    }
}
