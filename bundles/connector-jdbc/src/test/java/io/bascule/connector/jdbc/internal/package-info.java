/* SPDX-License-Identifier: Apache-2.0 */
/** Tests against real servers on this machine: H2, and PostgreSQL in {@link io.bascule.connector.jdbc.internal.LogicalChangesTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.connector.jdbc.internal;
