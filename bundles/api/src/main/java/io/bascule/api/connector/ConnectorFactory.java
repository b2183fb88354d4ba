/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The one service that a connector bundle publishes. Stateless and thread-safe: several versions of a connector may be
 * active at once, and the engine owns every {@link Connector} that it opens.
 *
 * <p>Registered under this interface with the service properties of {@link #KIND} and nothing configured by Config Admin.
 */
@ConsumerType
public interface ConnectorFactory {
    /** Service property: the kind, equal to {@link #kind()}. */
    String KIND = "bascule.connector.kind";

    /** The kind of system, for example {@code "stripe"}; matches {@code [a-z][a-z0-9_]{0,30}}. Constant. */
    String kind();

    /** The version of this connector, normally its bundle's, for example {@code "0.1.0"}. Constant. */
    String version();

    /** A title for people, for example {@code "Stripe"}. Constant. */
    String title();

    /**
     * The settings that are special to this connector; those of the engine and of the {@link #resources()} it uses are added
     * by them. Forms, checks and documents all come from here. Constant.
     */
    List<SettingDefinition> settings();

    /** The resources it asks for in {@link #open}, for example the authorised HTTP client. Constant. */
    Set<Class<?>> resources();

    /**
     * The default mappings, as templates that an operator starts from. Nothing flows without a mapping of the operator's own.
     * Constant.
     */
    List<MappingTemplate> mappingTemplates();

    /**
     * What a new connection is filled in with where the defaults of {@link #settings()} do not do, such as the system's address
     * and references to its secrets. An operator changes it at will. Constant for a name.
     *
     * @param name the integration's name, for example {@code "stripe"}, to name its secrets by
     */
    default Map<String, String> startingSettings(String name) {
        return Map.of();
    }

    /**
     * Opens one configured connection. Called by the engine when an integration starts and after each change of its settings,
     * and before that once to see whether the change can be accepted: then nothing but {@link Connector#capabilities()} and
     * {@link Connector#close()} follows.
     * Must return fast: no remote call here, that is what {@link Connector#check()} is for.
     *
     * @param settings complete and checked against the definitions
     * @param resources valid until the connector is closed
     * @throws io.bascule.api.error.BasculeException with {@code SETTING_INVALID} if settings that are right each for itself do
     *     not fit together
     */
    Connector open(Settings settings, ConnectionResources resources);
}
