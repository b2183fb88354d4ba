/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

/** What the HTTP server does after a request has been read. */
public sealed interface Answer {
    /** Sends the response. */
    record Whole(Response response) implements Answer {}

    /** Announces the whole response, sends only its first bytes, then resets the connection. */
    record Torn(Response response, int bytesSent) implements Answer {}

    /** Resets the connection without a byte. */
    record Cut() implements Answer {}
}
