/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import io.bascule.api.connector.TypeCapabilities.Idempotency;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the systems of these tests declare. None has a marker or makes a repeated create harmless, each answers a write with the
 * object as that write left it, and each keeps positions for ever. Stateless.
 */
public final class TestCapabilities {
    private TestCapabilities() {}

    /**
     * A system that only lists tell of, whose updates can be made to depend on a version; only its search may lag.
     *
     * @param searchLag how far its search is behind
     * @param findable the paths by which it can be searched
     */
    public static TypeCapabilities listed(Duration searchLag, List<ExternalField> fields, Set<String> findable) {
        return listed(Duration.ZERO, Duration.ZERO, searchLag, fields, findable);
    }

    /** The same without any field, with change times of this granularity and a clock that is off by up to the skew. */
    public static TypeCapabilities timed(Duration granularity, Duration skew) {
        return listed(granularity, skew, Duration.ZERO, List.of(), Set.of());
    }

    private static TypeCapabilities listed(
            Duration granularity, Duration skew, Duration searchLag, List<ExternalField> fields, Set<String> findable) {
        return new TypeCapabilities(
                ChangeStream.NONE,
                false,
                granularity,
                skew,
                null,
                null,
                Idempotency.NONE,
                null,
                true,
                false,
                true,
                true,
                Duration.ZERO,
                Duration.ZERO,
                searchLag,
                10,
                fields,
                findable);
    }

    /**
     * A system whose stream hints at changes, without versions or precondition.
     *
     * @param tells whether the stream tells what each update replaced
     * @param listLag how far the stream is behind
     */
    public static TypeCapabilities hinted(boolean tells, Duration listLag, List<ExternalField> fields) {
        return new TypeCapabilities(
                ChangeStream.HINTS,
                tells,
                Duration.ZERO,
                Duration.ZERO,
                null,
                null,
                Idempotency.NONE,
                null,
                false,
                false,
                true,
                false,
                Duration.ZERO,
                listLag,
                Duration.ZERO,
                10,
                fields,
                Set.of());
    }
}
