/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Changing an integration over to another build of its connector, and back if that one is bad: the rules and what is stored.
 * Start at {@link io.bascule.engine.internal.update.Verdict} and {@link io.bascule.engine.internal.update.UpdateRows}; the steps
 * are taken by the reconciler's swaps.
 */
@NullMarked
package io.bascule.engine.internal.update;

import org.jspecify.annotations.NullMarked;
