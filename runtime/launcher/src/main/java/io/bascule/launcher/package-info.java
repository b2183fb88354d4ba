/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Starts Bascule: checks the surroundings, makes the data folder, starts the OSGi framework with the bundles of the
 * feature files, keeps the Kafka broker as a process of its own, and stops all of it again. Start at {@link
 * io.bascule.launcher.Main}. Everything here runs on the main thread, but for the broker's supervision and the stop,
 * which comes from the virtual machine's shutdown hook.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.launcher;
