/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One open connection to one system. It implements, beside this, an interface for each operation that the system has: {@link
 * Reads}, {@link Lists}, {@link Changes}, {@link Finds}, {@link Creates}, {@link Updates}, {@link Deletes}, {@link ReceivesWebhooks}. The
 * engine uses what is there.
 *
 * <p>Called by several engine threads at once; every call may block up to the time limits of its resources and should give
 * up when its thread is interrupted. A call never sleeps, retries, starts a thread or keeps state that matters. Trouble with
 * the call as a whole is a {@link io.bascule.api.error.BasculeException}; trouble with one item is that item's outcome.
 */
@ConsumerType
public interface Connector extends AutoCloseable {
    /** What is true of the system, for each of its types that can be synchronised. May make no remote call. */
    Capabilities capabilities();

    /**
     * Tries the connection with its credentials: the cheapest remote call that proves both. Called when the integration
     * starts, after trouble, and when a person asks.
     *
     * @throws io.bascule.api.error.BasculeException saying what is wrong and what to do
     */
    void check();

    /** Lets go of everything. Called once, when no other call is under way; throws nothing. */
    @Override
    void close();
}
