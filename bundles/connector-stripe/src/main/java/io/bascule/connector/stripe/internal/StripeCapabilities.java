/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is true of Stripe; the README of this room names the source of each value. */
final class StripeCapabilities {
    /** Stripe keeps events for 30 days; a day is the margin. */
    static final Duration RETENTION = Duration.ofDays(29);

    private static final Duration KEY_LIFETIME = Duration.ofHours(24);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private StripeCapabilities() {}

    static Capabilities of(StripeSettings settings) {
        Map<String, TypeCapabilities> types = new TreeMap<>();
        for (StripeType type : StripeType.values()) {
            types.put(type.external(), of(type, settings));
        }
        return Capabilities.of(types);
    }

    private static TypeCapabilities of(StripeType type, StripeSettings settings) {
        String marker = "metadata." + settings.marker();
        List<ExternalField> fields = new ArrayList<>(type.fields(settings.metadataFields()));
        fields.add(new ExternalField(marker, ExternalType.TEXT, false, Set.of(), 500));
        Set<String> findable = new TreeSet<>(type.searchable());
        settings.metadataFields().forEach(key -> findable.add("metadata." + key));
        findable.add(marker);
        Duration listLag = settings.overlap().compareTo(SECOND) > 0 ? settings.overlap() : SECOND;
        TypeCapabilities.Builder capabilities = TypeCapabilities.of(fields)
                .changes(ChangeStream.HINTS)
                .changesTellDeletes()
                .changesTellReplaced()
                .times(SECOND, SECOND)
                .streamRetention(RETENTION)
                .markerField(marker)
                .answerIsOwn()
                .lags(Duration.ZERO, listLag, settings.searchLag())
                .findable(findable);
        if (settings.keysCount()) {
            capabilities.idempotencyKeys(KEY_LIFETIME);
        }
        return capabilities.build();
    }
}
