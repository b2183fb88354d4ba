/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.event.Lifecycle;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.integration.ThreadCensus;
import io.bascule.engine.internal.update.UpdateRows;
import org.jspecify.annotations.Nullable;

/** What a swap needs around it: the reconciler gives it, and keeps what is bound. */
interface SwapSite {
    SyncEngine engine();

    Surroundings surroundings();

    UpdateRows rows();

    ThreadCensus census();

    /** Whether a build is there, and stays for those who need it. */
    boolean isThere(Offer offer);

    /** The greatest effect sequence of an integration so far. */
    long greatestSequence(String integration);

    /** Runs what is open, after a runner whose last calls may still be under way, and notes that it is bound. */
    Binding run(Opened opened, @Nullable Runner before);

    /** Closes what is open, in another thread: a bad connector may not come back from it. */
    void close(Opened opened);

    /** The system could not be asked: nothing is known of the new build. */
    void tryLater(String integration);

    /** A build was taken back: it is not chosen again, and everybody is told. */
    void takenBack(String integration, String from, String to, String reason, int effects);

    /** Tells those who listen. */
    void tell(String integration, Lifecycle.Event event, String detail);
}
