/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The seeded simulation: the real engine, relay and consumer on one thread and a virtual clock, between an in-memory store, log
 * and three imitated systems, under faults, and the oracle that judges what came of it. Start at {@link
 * io.bascule.itests.simulation.World}. One world belongs to one thread; different worlds share nothing.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.itests.simulation;
