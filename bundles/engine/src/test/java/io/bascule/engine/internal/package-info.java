/* SPDX-License-Identifier: Apache-2.0 */
/** The engine as a whole on a manual clock and one thread. Start at {@code PlainSystem}, the imitation it talks to. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal;
