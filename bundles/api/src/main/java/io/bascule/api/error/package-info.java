/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One strategy for everything that goes wrong: an {@link io.bascule.api.error.ErrorCode} whose kind decides the reaction, and
 * a {@link io.bascule.api.error.Problem} that says what, where, expected, found and what to do.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.error;
