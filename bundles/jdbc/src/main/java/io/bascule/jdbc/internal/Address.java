/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.util.Map;

/**
 * An address that was checked.
 *
 * @param url what the driver is given; holds neither user nor password
 * @param properties what the driver is given beside it
 */
record Address(String url, Map<String, String> properties) {
    /** Copies the map. */
    Address {
        properties = Map.copyOf(properties);
    }
}
