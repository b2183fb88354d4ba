/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the address check and the pool. Start at {@link io.bascule.jdbc.internal.H2UrlRuleTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.jdbc.internal;
