/* SPDX-License-Identifier: Apache-2.0 */
/** Tests against a real H2 server on this machine. Start at {@link io.bascule.connector.jdbc.internal.JdbcConnectorTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.connector.jdbc.internal;
