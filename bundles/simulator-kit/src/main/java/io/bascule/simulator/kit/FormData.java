/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code application/x-www-form-urlencoded} text, which is also the form of a query. */
public final class FormData {
    private FormData() {}

    /**
     * The fields in their order, decoded; a name may come more than once.
     *
     * @param text for example {@code name=Ada&metadata%5Bplan%5D=pro}
     * @throws IllegalArgumentException if the percent-encoding is broken
     */
    public static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.add(new Field(decode(name), decode(value)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** One name with one value. */
    public record Field(String name, String value) {}
}
