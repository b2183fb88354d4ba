/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How the parts of a runtime stand. Start at {@link io.bascule.api.health.HealthSource}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.health;
