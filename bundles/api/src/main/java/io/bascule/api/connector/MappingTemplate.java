/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

/**
 * A default mapping.
 *
 * @param type the entity type, for example {@code "customer"}
 * @param json the text of a mapping document, as {@code etc/mappings/<integration>.<type>.json} holds it
 */
public record MappingTemplate(String type, String json) {}
