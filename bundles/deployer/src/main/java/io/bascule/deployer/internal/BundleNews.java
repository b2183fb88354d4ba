/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.event.Lifecycle;

/** Is told what becomes of bundles. Returns at once. */
@FunctionalInterface
interface BundleNews {
    /**
     * Something has become of a bundle.
     *
     * @param name its symbolic name; the name of its file if it does not run
     * @param detail the same for people
     */
    void tell(String name, Lifecycle.Event event, String detail);
}
