/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Configuration as it is in effect: the last accepted version of every connection and mapping, with all versions before it, and
 * what is refused at present. Start at {@link io.bascule.api.config.Configurations}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.config;
