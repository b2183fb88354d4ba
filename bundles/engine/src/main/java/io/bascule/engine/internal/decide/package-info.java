/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The rules of agreement as a total, pure function: no clock, no threads, no input or output. Start at {@link
 * io.bascule.engine.internal.decide.MergePlanner}; every row of the decision table is a {@link
 * io.bascule.engine.internal.decide.FieldRule} or a {@link io.bascule.engine.internal.decide.MatchRule}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.decide;
