/* SPDX-License-Identifier: Apache-2.0 */
/** Runs the standard seeds, and proves that their oracle notices mistakes. Start at {@code SimulationTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.itests.simulation;
