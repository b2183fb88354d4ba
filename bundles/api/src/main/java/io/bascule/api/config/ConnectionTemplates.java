/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.config;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Writes the files that a new connection starts from. Needs no store and no running engine. Thread-safe. */
@ProviderType
public interface ConnectionTemplates {
    /** The kinds of connectors that are there, in order. */
    List<String> kinds();

    /**
     * Writes a connection with every setting explained, and the connector's default mappings, none of them accepted yet. A file
     * that is there already is left alone.
     *
     * @param kind the connector's kind, for example {@code "stripe"}
     * @param name of the integration; matches {@code [a-z][a-z0-9_]{0,30}}
     * @param etc the folder of configurations
     * @return what was written and what to do next, for people
     * @throws io.bascule.api.error.BasculeException with {@code CONNECTOR_MISSING}, {@code SETTING_INVALID} if the name cannot be
     *     used, {@code CONFIGURATION_READ_ONLY}
     */
    String add(String kind, String name, Path etc);
}
