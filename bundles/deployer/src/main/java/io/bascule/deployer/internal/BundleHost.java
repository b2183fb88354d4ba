/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.sync.ConnectorUse.Stay;
import java.util.List;

/** The framework as the deployer uses it. Called by one thread. */
interface BundleHost {
    /**
     * A bundle that the deployer installed.
     *
     * @param id the framework's id
     * @param location its location, which never changes
     * @param lastModified changes with each update
     */
    record Hosted(long id, String location, long lastModified) {}

    /** All bundles that a deployer installed, in this run or an earlier one. */
    List<Hosted> hosted();

    /**
     * Installs and starts a bundle.
     *
     * @throws Refusal if it cannot be resolved or started; it is uninstalled again then
     */
    Hosted install(Jar jar) throws Refusal;

    /** Starts a bundle that is there, if it does not run. */
    void start(Hosted bundle) throws Refusal;

    /**
     * Says what is to become of a bundle.
     *
     * @return whether an integration is bound to it, or may have to be again
     */
    boolean isBound(Hosted bundle, Stay stay);

    /** Stops and uninstalls a bundle and lets go of its classes. */
    void uninstall(Hosted bundle);
}
