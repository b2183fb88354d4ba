/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import org.osgi.framework.Version;

/**
 * What a bundle calls itself.
 *
 * @param name its symbolic name, for example {@code "io.bascule.connector-stripe"}
 * @param version its version
 */
record BundleKey(String name, Version version) {
    @Override
    public String toString() {
        return name + " " + version;
    }
}
