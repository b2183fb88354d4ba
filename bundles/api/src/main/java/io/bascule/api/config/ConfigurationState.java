/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.config;

import io.bascule.api.error.Problem;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one configuration stands. Immutable.
 *
 * @param pid for example {@code "io.bascule.mapping~stripe.customer"}
 * @param name the short name, for example {@code "stripe"}, {@code "stripe.customer"}, {@code "stripe.customer.fields"}
 * @param kind what it is of
 * @param file below {@code etc}, for example {@code "io.bascule.connector.stripe-stripe.cfg"}
 * @param status how it stands
 * @param accepted the version in effect, or that would be if its file were there; null if there was none yet
 * @param effective the settings in effect with all defaults; empty for {@link ConfigurationKind#FIELDS} and without a version
 * @param reason why it is refused or waits; null otherwise
 */
public record ConfigurationState(
        String pid,
        String name,
        ConfigurationKind kind,
        String file,
        Status status,
        @Nullable ConfigurationVersion accepted,
        SortedMap<String, String> effective,
        @Nullable Problem reason) {
    /** Copies the map. */
    public ConfigurationState {
        effective = Collections.unmodifiableSortedMap(new TreeMap<>(effective));
    }

    /** How a configuration stands. */
    public enum Status {
        /** The file says what is in effect. */
        ACCEPTED,
        /** The file is wrong; the accepted version, if there is one, goes on. */
        REFUSED,
        /** The file cannot be judged yet: its connector or the system is away. */
        WAITING,
        /** The file is gone, so what it configured pauses. */
        MISSING
    }
}
