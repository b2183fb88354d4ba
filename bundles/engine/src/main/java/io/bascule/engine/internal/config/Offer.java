/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.ConnectorFactory;

/**
 * A build of a connector that is there.
 *
 * @param factory what its bundle offers
 * @param build tells it from other builds, those of the same version included: see {@link #build}
 * @param bundle the framework's id of its bundle; negative for none
 */
record Offer(ConnectorFactory factory, String build, long bundle) {
    /** Enough to tell any two jars apart that one runtime ever sees. */
    private static final int DIGITS = 12;

    /**
     * The name of a build.
     *
     * @param version the connector's version
     * @param sha256 the hash of its jar in hexadecimal digits; empty if nobody knows it
     * @return for example {@code "1.2.0+3f9a02c1d4e5"}
     */
    static String build(String version, String sha256) {
        return sha256.length() < DIGITS ? version : version + "+" + sha256.substring(0, DIGITS);
    }
}
