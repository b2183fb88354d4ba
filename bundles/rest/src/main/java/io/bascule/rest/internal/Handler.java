/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

/** Answers the requests of one route. Thread-safe. */
@FunctionalInterface
interface Handler {
    /**
     * Answers a request.
     *
     * @throws HttpProblem if the request is wrong
     * @throws io.bascule.api.error.BasculeException if it cannot be done
     */
    Answer handle(Request request);
}
