/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Who lets connectors' bundles go asks here first, so that no integration loses its connector in the middle of a call.
 * Thread-safe.
 */
@ProviderType
public interface ConnectorUse {
    /** The locations of bundles whose bytes are known begin so; the SHA-256 of the jar follows, in hexadecimal digits. */
    String LOCATION = "bascule-deploy:";

    /** What is to become of a bundle. */
    enum Stay {
        /** It is wanted: what came last of these serves new and old integrations. */
        WANTED,
        /** Another one takes its place: it serves those that cannot do with the other one, and no new ones. */
        REPLACED,
        /** It goes in any case: whoever is bound to it moves on or pauses. */
        LEAVING
    }

    /**
     * Says what is to become of a bundle; to be asked again until the answer is no. Returns at once.
     *
     * @param bundle the framework's id of the bundle
     * @return whether an integration is bound to a connector of this bundle, or may have to be again
     */
    boolean isBound(long bundle, Stay stay);
}
