/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The users of the three sides, played by threads: they read, change and create, and write down what they do before and after.
 * Start at {@link io.bascule.demo.edit.Editors}. A journal may be used by several threads; so may every side.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.demo.edit;
