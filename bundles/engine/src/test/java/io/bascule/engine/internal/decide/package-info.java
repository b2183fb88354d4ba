/* SPDX-License-Identifier: Apache-2.0 */
/** The rules of the merge without store or system. Start at {@code OverwrittenEditsTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.decide;
