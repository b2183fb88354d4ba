/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The rules of this house, over the built classes, manifests and sources of all rooms. Start at {@link
 * io.bascule.architecture.Arrows}. A rule's {@code because} says what to do; {@link
 * io.bascule.architecture.RulesCanFailTest} shows each rule something that it must refuse.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.architecture;
