/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Secrets for bundles of the runtime; connectors get theirs resolved. Start at {@link io.bascule.api.secret.SecretFiles}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.secret;
