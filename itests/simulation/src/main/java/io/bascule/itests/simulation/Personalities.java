/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import io.bascule.itests.simulation.Personality.Grave;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The three systems of every world. */
final class Personalities {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Personalities() {}

    static List<Personality> all() {
        return List.of(keyed(), table(), normalising());
    }

    /**
     * Idempotency keys, marker with search lag, a stream of hints, webhooks; no times or versions on its objects. What is deleted
     * shows as deleted, and for good.
     */
    private static Personality keyed() {
        return new Personality(
                "shop",
                TypeCapabilities.of(List.of(
                                text("name"),
                                text("email"),
                                text("phone"),
                                text("description"),
                                text("metadata.credit")))
                        .changes(ChangeStream.HINTS)
                        .changesTellReplaced()
                        .changesTellDeletes()
                        .times(SECOND, Duration.ofSeconds(2))
                        .streamRetention(Duration.ofHours(20))
                        .markerField("metadata.bascule")
                        .idempotencyKeys(Duration.ofHours(24))
                        .answerIsOwn()
                        .lags(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10))
                        .findable(Set.of("email", "metadata.bascule"))
                        .build(),
                Map.of(
                        "name",
                        "name",
                        "email",
                        "email",
                        "phone",
                        "phone",
                        "notes",
                        "description",
                        "credit",
                        "metadata.credit"),
                false,
                true,
                Grave.SHOWN,
                false);
    }

    /**
     * Version numbers and preconditions, snapshots by a time with ties; nothing makes a create repeatable. What is deleted is not
     * there any more, and no change tells of it.
     */
    private static Personality table() {
        return new Personality(
                "table",
                TypeCapabilities.of(
                                List.of(text("NAME"), text("EMAIL"), text("PHONE"), text("NOTES"), number("CREDIT")))
                        .changes(ChangeStream.SNAPSHOTS)
                        .times(SECOND, Duration.ofSeconds(2))
                        .precondition()
                        .answerIsOwn()
                        .versions()
                        .findable(Set.of("EMAIL"))
                        .build(),
                Map.of("name", "NAME", "email", "EMAIL", "phone", "PHONE", "notes", "NOTES", "credit", "CREDIT"),
                true,
                false,
                Grave.MISSING,
                true);
    }

    /**
     * Trims, lower-cases and rounds; lists, reads and search lag; answers to writes are reads after them. What is deleted is gone,
     * but for a bin from which users bring it back.
     */
    private static Personality normalising() {
        Set<Canonical> both = Set.of(Canonical.TRIMMED, Canonical.LOWER_CASE);
        return new Personality(
                "crm",
                TypeCapabilities.of(List.of(
                                new ExternalField("name", ExternalType.TEXT, true, both, null),
                                new ExternalField("email", ExternalType.TEXT, true, both, null),
                                new ExternalField(
                                        "phone",
                                        ExternalType.TEXT,
                                        true,
                                        Set.of(Canonical.TRIMMED, Canonical.EMPTY_IS_NULL),
                                        null),
                                text("notes"),
                                new ExternalField(
                                        "credit", ExternalType.NUMBER, true, Set.of(Canonical.TWO_PLACES), null)))
                        .changes(ChangeStream.SNAPSHOTS)
                        .changesTellDeletes()
                        .times(Duration.ofMillis(1), Duration.ofSeconds(3))
                        .markerField("bascule_id")
                        .lags(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(15))
                        .findable(Set.of("email", "bascule_id"))
                        .build(),
                Map.of("name", "name", "email", "email", "phone", "phone", "notes", "notes", "credit", "credit"),
                true,
                false,
                Grave.GONE,
                true);
    }

    private static ExternalField text(String path) {
        return ExternalField.text(path);
    }

    private static ExternalField number(String path) {
        return new ExternalField(path, ExternalType.NUMBER, true, Set.of(), null);
    }
}
