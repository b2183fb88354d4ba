/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A response before it is written.
 *
 * @param status for example 200
 * @param contentType the media type of the body; empty if there is none
 * @param body the text, sent as UTF-8
 * @param headers further headers
 */
record Answer(int status, String contentType, String body, SortedMap<String, String> headers) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    Answer {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** A JSON document. */
    static Answer json(int status, Object document) {
        return new Answer(status, JSON, JsonText.write(document), Collections.emptySortedMap());
    }

    /** No body at all. */
    static Answer empty(int status) {
        return new Answer(status, "", "", Collections.emptySortedMap());
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more);
    }
}
