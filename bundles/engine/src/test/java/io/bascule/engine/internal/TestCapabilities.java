/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
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
        return listed(fields)
                .lags(Duration.ZERO, Duration.ZERO, searchLag)
                .findable(findable)
                .build();
    }

    /** The same without any field, with change times of this granularity and a clock that is off by up to the skew. */
    public static TypeCapabilities timed(Duration granularity, Duration skew) {
        return listed(List.of()).times(granularity, skew).build();
    }

    private static TypeCapabilities.Builder listed(List<ExternalField> fields) {
        return TypeCapabilities.of(fields).precondition().answerIsOwn().versions();
    }

    /**
     * A system whose stream hints at changes, without versions or precondition.
     *
     * @param tells whether the stream tells what each update replaced
     * @param listLag how far the stream is behind
     */
    public static TypeCapabilities hinted(boolean tells, Duration listLag, List<ExternalField> fields) {
        TypeCapabilities.Builder capabilities = TypeCapabilities.of(fields)
                .changes(ChangeStream.HINTS)
                .answerIsOwn()
                .lags(Duration.ZERO, listLag, Duration.ZERO);
        return (tells ? capabilities.changesTellReplaced() : capabilities).build();
    }
}
