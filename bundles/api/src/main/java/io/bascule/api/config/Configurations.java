/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Connections, mappings and their documents, as they are in effect. Each change is judged as a whole, written into its file below
 * {@code etc} and accepted, or refused with nothing changed. Thread-safe; a change may take as long as its system needs to be
 * asked for its types.
 *
 * <p>A configuration is named by its PID ({@code io.bascule.connector.stripe~stripe}, {@code io.bascule.mapping~stripe.customer},
 * {@code io.bascule.mapping.fields~stripe.customer}) or, once it is there, by its short name ({@code stripe}, {@code
 * stripe.customer}, {@code stripe.customer.fields}).
 *
 * <p>Methods that take a name throw a {@link io.bascule.api.error.BasculeException} with {@code NOT_FOUND} if there is no such
 * configuration. Those that change something throw one with {@code SETTING_INVALID}, {@code MAPPING_INVALID} or {@code
 * SECRET_MISSING} if it is wrong, {@code VERSION_MISMATCH} if another version than the expected one is in effect, and {@code
 * CONFIGURATION_READ_ONLY} if {@code etc} cannot be written.
 *
 * <pre>{@code
 * configurations.set("stripe", Map.of("poll.seconds", "5"), null, new Author(Source.PROGRAM, "ops"));
 * }</pre>
 */
@ProviderType
public interface Configurations {
    /** All of them in the order of their PIDs, those that are missing included. */
    List<ConfigurationState> all();

    /** The one of a PID or name. */
    Optional<ConfigurationState> find(String pidOrName);

    /** All accepted versions, the oldest first. */
    List<ConfigurationVersion> versions(String pidOrName);

    /**
     * What changed between two versions, as a unified diff; empty if nothing did.
     *
     * @throws io.bascule.api.error.BasculeException with {@code NOT_FOUND} if there is no such version
     */
    String diff(String pidOrName, long from, long to);

    /**
     * Replaces all settings of a connection or mapping, or makes one.
     *
     * @param values settings; a key without value or with an empty one has its default
     * @param expected the version that must be in effect, 0 for none; null for any
     */
    ConfigurationState set(String pidOrName, Map<String, String> values, @Nullable Long expected, Author author);

    /** Replaces a fields document, or makes one; otherwise as {@link #set}. */
    ConfigurationState write(String pidOrName, String document, @Nullable Long expected, Author author);

    /** Brings back the content of an earlier version, as a new version. */
    ConfigurationState rollBack(String pidOrName, long version, @Nullable Long expected, Author author);

    /** Takes away the file, so that what it configures pauses. Versions, links and work stay. */
    void remove(String pidOrName, Author author);
}
