/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request, without its origin and credentials. Immutable; each method returns a changed copy. For example {@code
 * HttpCall.post("/v1/customers").form(fields).header("Idempotency-Key", key)}.
 *
 * @param method in capitals, for example {@code "POST"}
 * @param path below the connection's {@code url}, percent-encoded, starting with a slash and without query; see {@link
 *     #segment(String)}
 * @param query nested values are written with brackets; see {@link FormEncoding}
 * @param headers in the order of their names; credentials are added by the client
 * @param body null for none
 * @param writes whether the system may have changed once the request has arrived; decides what a lost answer means
 */
public record HttpCall(
        String method,
        String path,
        Fields query,
        SortedMap<String, String> headers,
        @Nullable String body,
        boolean writes) {
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
    private static final Pattern DOTS = Pattern.compile("(?:^|/)(?:\\.|%2e){1,2}(?:/|$)");

    /** Copies the headers and refuses a path that could lead out of the configured origin or folder. */
    public HttpCall {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        if (!PATH.matcher(path).matches()
                || path.startsWith("//")
                || DOTS.matcher(path.toLowerCase(Locale.ROOT)).find()) {
            throw new IllegalArgumentException(
                    "A path starts with one slash, is percent-encoded, and has neither host, query nor dot segments; found \""
                            + path + "\"");
        }
    }

    private static HttpCall of(String method, String path, boolean writes) {
        return new HttpCall(method, path, Fields.EMPTY, new TreeMap<>(), null, writes);
    }

    /** A GET. */
    public static HttpCall get(String path) {
        return of("GET", path, false);
    }

    /** A POST. */
    public static HttpCall post(String path) {
        return of("POST", path, true);
    }

    /** A PUT. */
    public static HttpCall put(String path) {
        return of("PUT", path, true);
    }

    /** A PATCH. */
    public static HttpCall patch(String path) {
        return of("PATCH", path, true);
    }

    /** A DELETE. */
    public static HttpCall delete(String path) {
        return of("DELETE", path, true);
    }

    /** A text made safe as one segment of a path: {@code "a/b c"} becomes {@code "a%2Fb%20c"}. */
    public static String segment(String text) {
        return FormEncoding.encode(text).replace("+", "%20").replace("*", "%2A");
    }

    /** With one more query parameter. */
    public HttpCall query(String name, String value) {
        return new HttpCall(method, path, query.with(name, Value.of(value)), headers, body, writes);
    }

    /** With these query parameters beside those it has. */
    public HttpCall query(Fields parameters) {
        return new HttpCall(method, path, query.with(parameters), headers, body, writes);
    }

    /**
     * With a header; a former value of the same name goes.
     *
     * @throws IllegalArgumentException if the name is no token or the value holds anything but printable ASCII
     */
    public HttpCall header(String name, String value) {
        if (!TOKEN.matcher(name).matches() || !PRINTABLE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Header \"" + HttpErrors.shortened(name) + "\": expected a token and a value of printable ASCII");
        }
        SortedMap<String, String> changed = new TreeMap<>(headers);
        changed.put(name, value);
        return new HttpCall(method, path, query, changed, body, writes);
    }

    /** With these fields as form, {@code application/x-www-form-urlencoded}; see {@link FormEncoding}. */
    public HttpCall form(Fields fields) {
        return body("application/x-www-form-urlencoded", FormEncoding.encode(fields));
    }

    /** With these fields as JSON object. */
    public HttpCall json(Fields fields) {
        return body("application/json", Json.write(new Value.Struct(fields)));
    }

    /** With this body, sent as UTF-8. */
    public HttpCall body(String contentType, String text) {
        HttpCall typed = header("Content-Type", contentType);
        return new HttpCall(method, path, query, typed.headers, text, writes);
    }

    /** The same as one that changes nothing, for systems that search by POST. */
    public HttpCall asRead() {
        return new HttpCall(method, path, query, headers, body, false);
    }

    /** Method and path for logs and errors; query, headers and body may hold people's data. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
