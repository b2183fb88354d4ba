/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The store on JDBC and the entity types. Start at {@link io.bascule.catalog.internal.JdbcCatalogStore}; each table has a small
 * class of its own, made anew for each transaction and used by its one thread. The tables are told in docs/tables.md.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.catalog.internal;
