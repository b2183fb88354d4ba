/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of what is done for one link. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.lane;
