/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is old enough is taken away at night. Start at {@link io.bascule.engine.internal.house.Housekeeping}. Runs as tasks of the
 * engine's executor, one small transaction each.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.house;
