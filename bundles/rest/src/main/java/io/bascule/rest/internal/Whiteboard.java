/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

/** Where the servlet appears. Without the target it would appear on the webhook listener as well. */
final class Whiteboard {
    /** The name of the servlet context. */
    static final String CONTEXT = "bascule-rest";

    /** The path below which everything is served. */
    static final String PATH = "/api/v1";

    /** The listener: the one for people and programs, never the one for webhooks. */
    static final String TARGET = "(org.apache.felix.http.name=main)";

    private Whiteboard() {}
}
