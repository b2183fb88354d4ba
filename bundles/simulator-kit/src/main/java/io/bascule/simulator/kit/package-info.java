/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every simulator of an outside system is made of: a small HTTP server, a clock that tests may move, faults on
 * demand, a journal of every accepted write, and a sender of signed webhooks. Start at
 * {@link io.bascule.simulator.kit.SimulatorServer} and {@link io.bascule.simulator.kit.Imitation}. All classes here are
 * safe for use by several threads unless they say otherwise; requests are answered on one thread per connection.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.simulator.kit;
