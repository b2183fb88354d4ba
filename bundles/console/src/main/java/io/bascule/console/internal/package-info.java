/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The door of the Felix Web Console: who comes in, and from where. Start at {@link
 * io.bascule.console.internal.ConsoleLogin}, which every request to the console passes first; without this bundle the
 * console is not reachable at all. Requests arrive on the HTTP server's threads, several at a time, so everything here is
 * thread-safe.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.console.internal;
