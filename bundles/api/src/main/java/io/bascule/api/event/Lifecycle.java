/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.event;

import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where bundles tell what becomes of integrations and of bundles, for the Kafka topic of life cycle and for Event Admin. Offered
 * as a service while this runtime runs the engine. Thread-safe.
 */
@ProviderType
public interface Lifecycle {
    /** What an event is about. */
    enum Subject {
        /** An integration, by its name. */
        INTEGRATION,
        /** A bundle, by its symbolic name, or a file that brings none, by the file's name. */
        BUNDLE;

        /** For example {@code "integration"}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What happened. */
    enum Event {
        /** An integration was opened and is about to be checked. */
        STARTED,
        /** An integration goes on with another configuration or connector. */
        UPDATED,
        /** An integration is about to change over to another version of its connector, or back. */
        SWAPPING,
        /** An integration works with a new version of its connector, which is watched while the old one stands by. */
        WATCHED,
        /** A new version of a connector was bad, or could not be watched to the end: the one before is used again. */
        ROLLED_BACK,
        /** An integration takes up no more work; all that is stored of it stays. */
        PAUSED,
        /** A check of the connection succeeded; the integration works. */
        ONLINE,
        /** The system cannot be reached; it is tried again by itself. */
        OFFLINE,
        /** The system refuses the credentials, or does not grant what is needed. */
        RECONNECT_NEEDED,
        /** A configuration is wrong; what ran before goes on. */
        CONFIGURATION_REFUSED,
        /** A bundle was installed and is active. */
        BUNDLE_INSTALLED,
        /** A bundle has new bytes and is active. */
        BUNDLE_UPDATED,
        /** A bundle cannot run; what ran before goes on. */
        BUNDLE_REFUSED,
        /** A bundle was uninstalled. */
        BUNDLE_REMOVED;

        /** For example {@code "reconnect_needed"}; without the subject, which goes before it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replaceFirst("^bundle_", "");
        }
    }

    /**
     * Takes note of something that has happened. Returns at once and never fails; the event is stored as soon as the store can be
     * written. Of more than a thousand events that wait for that, the oldest are given up.
     *
     * @param name the integration's name or the bundle's symbolic name
     * @param detail a sentence for people, without secrets
     */
    void tell(Subject subject, String name, Event event, String detail);
}
