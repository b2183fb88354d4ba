/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole.
 *
 * @param method upper case, for example {@code POST}
 * @param path as sent, still percent-encoded, without the query, for example {@code /v1/customers/cus_1}
 * @param query as sent, without the question mark; empty when there is none
 * @param headers by lower-case name; a repeated header is joined by {@code ", "}
 * @param body empty when there is none; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {
    public Request {
        headers = Map.copyOf(headers);
    }

    /** The header's value; the name's case does not matter. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
