/* SPDX-License-Identifier: Apache-2.0 */
/**
 * In-memory twins and manual surroundings for tests and for the seeded simulation; never in a runtime. Start at {@link
 * io.bascule.testsupport.InMemoryCatalogStore}, and at {@link io.bascule.testsupport.CatalogStoreContract}, the tests that
 * every store passes. The twins are thread-safe.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.testsupport;
