/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The nouns: entity types, their fields and values, and the records of the catalog. Everything here is an immutable value
 * and thread-safe. Start at {@link io.bascule.api.model.EntityType} and {@link io.bascule.api.model.CatalogRecord}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.model;
