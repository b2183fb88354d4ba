/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says once that something went away and once that it is back, however often that is noticed. Belongs to one thread, but what it says is for any. */
final class Availability {
    private final Logger log;
    private final String what;
    private final String meanwhile;
    private volatile @Nullable String absence;

    /**
     * Something that is there until told otherwise.
     *
     * @param what for example {@code "Kafka at localhost:9092"}
     * @param meanwhile what that means for the reader, as a sentence
     */
    Availability(Logger log, String what, String meanwhile) {
        this.log = log;
        this.what = what;
        this.meanwhile = meanwhile;
    }

    void away(String reason) {
        boolean known = absence != null;
        absence = reason;
        if (known) {
            log.debug("{} is still away: {}", what, reason);
        } else {
            log.warn("{} is away: {}. {}", what, reason, meanwhile);
        }
    }

    /** Why it is away; empty if it is there. On any thread. */
    Optional<String> absence() {
        return Optional.ofNullable(absence);
    }

    void back() {
        if (absence != null) {
            absence = null;
            log.info("{} is back", what);
        }
    }
}
