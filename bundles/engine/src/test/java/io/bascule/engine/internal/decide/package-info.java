/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The rules of the merge without store or system: readable cases, and random ones against a model of their own. Start at {@code
 * MergePlannerTest}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.decide;
