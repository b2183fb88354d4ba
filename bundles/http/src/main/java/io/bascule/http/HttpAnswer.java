/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came back. Should the answer repeat the connection's own secret, it stands here as {@code ***}.
 *
 * @param where the call for errors and logs, for example {@code "integration stripe, GET /v1/customers/cus_1"}
 * @param status for example 200
 * @param headers values by name in lower case
 * @param body the text, empty if there was none
 */
public record HttpAnswer(String where, int status, Map<String, List<String>> headers, String body) {
    /** Copies the headers, their names in lower case. */
    public HttpAnswer {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Map.copyOf(lower);
    }

    /** The first value of a header, or null; the name in lower case. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Whether the status is one of 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * The body as a JSON object.
     *
     * @throws io.bascule.api.error.BasculeException with {@code ANSWER_UNREADABLE} if it is none. After a write that means:
     *     perhaps applied
     */
    public Fields json() {
        return Json.object(jsonValue(), where);
    }

    /**
     * The body as any JSON value.
     *
     * @throws io.bascule.api.error.BasculeException with {@code ANSWER_UNREADABLE} if it is none
     */
    public Value jsonValue() {
        return Json.read(body, where);
    }

    /** Without body and headers, which may hold people's data. */
    @Override
    public String toString() {
        return where + " -> " + status + ", " + body.length() + " characters";
    }
}
