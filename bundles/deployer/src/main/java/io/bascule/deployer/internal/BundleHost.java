/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

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

    /**
     * Gives a bundle other bytes and starts it, without touching any other bundle.
     *
     * @throws Refusal if it cannot be resolved or started with them
     */
    Hosted update(Hosted bundle, Jar jar) throws Refusal;

    /** Starts a bundle that is there, if it does not run. */
    void start(Hosted bundle) throws Refusal;

    /** Stops and uninstalls a bundle and lets go of its classes. */
    void uninstall(Hosted bundle);
}
