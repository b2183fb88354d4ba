/* SPDX-License-Identifier: Apache-2.0 */
/** What becomes of configurations; start with {@link io.bascule.engine.internal.config.DeparturesTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.config;
