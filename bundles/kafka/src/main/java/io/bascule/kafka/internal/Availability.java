/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import org.slf4j.Logger;

/** Says once that something went away and once that it is back, however often that is noticed. Belongs to one thread. */
final class Availability {
    private final Logger log;
    private final String what;
    private final String meanwhile;
    private boolean away;

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
        if (away) {
            log.debug("{} is still away: {}", what, reason);
        } else {
            away = true;
            log.warn("{} is away: {}. {}", what, reason, meanwhile);
        }
    }

    void back() {
        if (away) {
            away = false;
            log.info("{} is back", what);
        }
    }
}
