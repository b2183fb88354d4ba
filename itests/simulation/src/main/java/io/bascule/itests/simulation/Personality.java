/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.TypeCapabilities;
import java.util.List;
import java.util.Map;

/**
 * What an imitated system is like.
 *
 * @param name its integration's name
 * @param capabilities what it declares
 * @param paths its own paths by catalog path
 * @param tellsTime whether its objects carry the time of their last change
 * @param webhooks whether it sends any
 * @param grave how a deleted object shows
 * @param restores whether its users can bring a deleted object back
 */
record Personality(
        String name,
        TypeCapabilities capabilities,
        Map<String, String> paths,
        boolean tellsTime,
        boolean webhooks,
        Grave grave,
        boolean restores) {
    /** How a deleted object shows to who asks for its id. */
    enum Grave {
        /** It is there, as deleted, without its values. */
        SHOWN,
        /** It is gone, and the system says so. */
        GONE,
        /** As if it had never been. */
        MISSING
    }

    static final String TYPE = "customers";

    /** The catalog paths in a fixed order. */
    static final List<String> FIELDS = List.of("name", "email", "phone", "notes", "credit");

    String path(String catalogPath) {
        String path = paths.get(catalogPath);
        if (path == null) {
            throw new IllegalArgumentException(catalogPath);
        }
        return path;
    }
}
