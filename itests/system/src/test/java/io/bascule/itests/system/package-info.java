/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The distribution as its users run it: as a process, through its script, its ports and its files. Start at {@link
 * io.bascule.itests.system.RunningBascule}. One test class runs at a time.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.itests.system;
