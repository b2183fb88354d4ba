/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an integration is to be made of.
 *
 * @param name the integration's name
 * @param kind its connector's kind
 * @param offer the build of the connector
 * @param settings complete and checked
 * @param mappings by {@code integration.type}: the scalar settings
 * @param documents by {@code integration.type}: the documents of the mappings, those of other integrations among them
 * @param fingerprint everything but the build, so that a change of any of it is seen
 */
record Wanted(
        String name,
        String kind,
        Offer offer,
        Settings settings,
        Map<String, Map<String, Object>> mappings,
        Map<String, String> documents,
        String fingerprint) {
    /** The entity types that are mapped, whether their mappings can be used or not. */
    Collection<String> types() {
        return types(name, mappings.keySet());
    }

    /** The entity types of an integration among the names of mappings. */
    static List<String> types(String integration, Collection<String> mappings) {
        String prefix = integration + ".";
        return mappings.stream()
                .filter(mapping -> mapping.startsWith(prefix))
                .map(mapping -> mapping.substring(prefix.length()))
                .toList();
    }
}
