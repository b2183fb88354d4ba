/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of what connectors see of this room. Start at {@link io.bascule.jdbc.SqlFailureTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.jdbc;
