/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.FieldError;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A request that cannot be served as it is, in the terms of HTTP. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient SortedMap<String, String> headers;

    /**
     * A problem without named fields or headers.
     *
     * @param status for example 404
     * @param code for programs, for example {@code "not-found"}
     * @param detail what, where, expected, found, and what to do; for people
     */
    HttpProblem(int status, String code, String detail) {
        this(status, code, detail, List.of(), Collections.emptySortedMap());
    }

    private HttpProblem(
            int status, String code, String detail, List<FieldError> errors, SortedMap<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Collections.unmodifiableSortedMap(headers);
    }

    /** A parameter, header or path part that is not as it must be. */
    static HttpProblem badParameter(String detail) {
        return new HttpProblem(400, "parameter-invalid", detail);
    }

    /** The token is known and does not allow this. */
    static HttpProblem notAllowed(String detail) {
        return new HttpProblem(403, "not-allowed", detail);
    }

    /** Nothing at this path. */
    static HttpProblem notFound(String detail) {
        return new HttpProblem(404, "not-found", detail);
    }

    /** The same with the fields that are wrong. */
    HttpProblem withErrors(List<FieldError> named) {
        return new HttpProblem(status, code, detail(), named, headers);
    }

    /** The same with a response header. */
    HttpProblem withHeader(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new HttpProblem(status, code, detail(), errors, more);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<FieldError> errors() {
        return errors;
    }

    SortedMap<String, String> headers() {
        return headers;
    }
}
