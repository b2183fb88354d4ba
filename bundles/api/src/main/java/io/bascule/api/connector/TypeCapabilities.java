/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one type of a system.
 *
 * @param changes how changes since a position show
 * @param changesTellReplaced whether each change of an object tells what it replaced ({@link Change#replaced()}). Without this and
 *     without a precondition, an edit that lands between our read and our write is overwritten and nobody learns of it
 * @param granularity the step of the system's change times, for example one second; zero if times are exact or absent
 * @param skew how far the system's clock may be from true time; inside it "newest" decides nothing
 * @param streamRetention how long a position stays readable; null for ever
 * @param markerField the external field that holds Bascule's marker (the link's id) on objects that Bascule creates, for
 *     example {@code "metadata.bascule_link"}; null if the system can hold none
 * @param idempotency what makes a repeated create harmless
 * @param keyLifetime for {@link Idempotency#KEY}: how long the system remembers a key; null otherwise
 * @param precondition whether an update can be made to depend on the version last read
 * @param replaces whether an update replaces the whole object rather than the fields sent
 * @param answerIsOwn whether the answer to a write shows the object as that very write left it
 * @param versions whether external versions can be compared as numbers, greater being newer
 * @param readLag how long after a write a read by id may still show the old state
 * @param listLag the same for lists and the change stream
 * @param searchLag the same for finding by key
 * @param batchSize how many items one call may carry; at least 1
 * @param fields its fields by external path
 * @param findable the external paths by which {@link Finds} can look up, the marker's included
 */
public record TypeCapabilities(
        ChangeStream changes,
        boolean changesTellReplaced,
        Duration granularity,
        Duration skew,
        @Nullable Duration streamRetention,
        @Nullable String markerField,
        Idempotency idempotency,
        @Nullable Duration keyLifetime,
        boolean precondition,
        boolean replaces,
        boolean answerIsOwn,
        boolean versions,
        Duration readLag,
        Duration listLag,
        Duration searchLag,
        int batchSize,
        List<ExternalField> fields,
        Set<String> findable) {
    /** How changes since a position show. */
    public enum ChangeStream {
        /** Not at all: only lists tell. */
        NONE,
        /** As hints of what changed; the object itself has to be read. */
        HINTS,
        /** As the changed objects in their present state. */
        SNAPSHOTS
    }

    /** What makes a repeated create harmless. */
    public enum Idempotency {
        /** Nothing: before a create is repeated its object must be looked for. */
        NONE,
        /** A key sent along: the system repeats its first answer. */
        KEY,
        /** The id, chosen by us: a second create is refused as already there. */
        NATURAL
    }

    /** Copies the collections and checks the numbers. */
    public TypeCapabilities {
        fields = List.copyOf(fields);
        findable = Set.copyOf(findable);
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is at least 1; found " + batchSize);
        }
        if ((idempotency == Idempotency.KEY) != (keyLifetime != null)) {
            throw new IllegalArgumentException("keyLifetime belongs to idempotency KEY and to nothing else");
        }
    }

    /** The field of an external path, or null if the system has none there. */
    public @Nullable ExternalField field(String path) {
        for (ExternalField field : fields) {
            if (field.path().equals(path)) {
                return field;
            }
        }
        return null;
    }

    /** The longest of all read lags: after it every kind of read shows a write. */
    public Duration longestLag() {
        Duration longest = readLag.compareTo(listLag) > 0 ? readLag : listLag;
        return longest.compareTo(searchLag) > 0 ? longest : searchLag;
    }
}
