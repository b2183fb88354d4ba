/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The door for programs: the catalog and the state of synchronisation as JSON over HTTP. Start at {@link
 * io.bascule.rest.internal.RestServlet}, which checks the token, finds the route, checks what the token allows, and hands a {@link io.bascule.rest.internal.Request} to the
 * handler that the {@link io.bascule.rest.internal.Router} finds. Handlers keep no state of their own and run on the
 * server's threads.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.rest.internal;
