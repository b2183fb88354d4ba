/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The catalog and the state of synchronisation beside it. Start at {@link io.bascule.api.catalog.Catalog}, the door for
 * programs, or at {@link io.bascule.api.catalog.CatalogStore}, the transactional store under it, which has a JDBC
 * implementation and an in-memory twin that pass the same tests.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.catalog;
