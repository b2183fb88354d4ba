/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.config;

/**
 * Who changes a configuration.
 *
 * @param source through which door
 * @param actor for example {@code "token:ci"}
 */
public record Author(ConfigurationVersion.Source source, String actor) {}
