/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Doing the work of one link, one step after the other: settle an open write, match, merge, write. Start at {@link
 * io.bascule.engine.internal.lane.Lane}. One thread at a time works on a link; no transaction is open during a remote call.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.lane;
