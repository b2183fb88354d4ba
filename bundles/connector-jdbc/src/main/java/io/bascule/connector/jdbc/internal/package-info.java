/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Speaks to existing tables of a relational database, described in the connection's settings. Start at {@link
 * io.bascule.connector.jdbc.internal.JdbcConnectorFactory}, the service, then {@link
 * io.bascule.connector.jdbc.internal.JdbcConnector}, which hands each operation to a class of its own. Everything is immutable
 * and thread-safe; the only thing remembered is what the database says about its tables ({@link
 * io.bascule.connector.jdbc.internal.Tables}).
 */
@org.jspecify.annotations.NullMarked
package io.bascule.connector.jdbc.internal;
