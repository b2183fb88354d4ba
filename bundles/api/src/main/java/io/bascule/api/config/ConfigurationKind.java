/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.config;

/** What a configuration is of. */
public enum ConfigurationKind {
    /** A connection, which is one integration. */
    CONNECTION,
    /** The scalar settings of a mapping. */
    MAPPING,
    /** The fields document of a mapping. */
    FIELDS
}
