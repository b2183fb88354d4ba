/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one type of a system. Made by {@link #of}; the constructor grows with what can be told.
 *
 * @param changes how changes since a position show
 * @param changesTellDeletes whether the stream of changes tells of every delete; if not, a complete list is compared with the
 *     links from time to time, and what is missing there is read by its id
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
        boolean changesTellDeletes,
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

    /**
     * Begins with a system of which nothing more is true: it tells no changes, holds no marker, repeats creates, overwrites
     * without a precondition, shows every write at once and takes one item a call.
     *
     * @param fields its fields by external path
     */
    public static Builder of(List<ExternalField> fields) {
        return new Builder(fields);
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

    /** Says one after the other what else is true. Not thread-safe. */
    public static final class Builder {
        private final List<ExternalField> fields;
        private ChangeStream changes = ChangeStream.NONE;
        private boolean changesTellDeletes;
        private boolean changesTellReplaced;
        private Duration granularity = Duration.ZERO;
        private Duration skew = Duration.ZERO;
        private @Nullable Duration streamRetention;
        private @Nullable String markerField;
        private Idempotency idempotency = Idempotency.NONE;
        private @Nullable Duration keyLifetime;
        private boolean precondition;
        private boolean replaces;
        private boolean answerIsOwn;
        private boolean versions;
        private Duration readLag = Duration.ZERO;
        private Duration listLag = Duration.ZERO;
        private Duration searchLag = Duration.ZERO;
        private int batchSize = 1;
        private Set<String> findable = Set.of();

        private Builder(List<ExternalField> fields) {
            this.fields = fields;
        }

        /** See {@link TypeCapabilities#changes()}. */
        public Builder changes(ChangeStream stream) {
            changes = stream;
            return this;
        }

        /** The stream tells of every delete: {@link TypeCapabilities#changesTellDeletes()}. */
        public Builder changesTellDeletes() {
            changesTellDeletes = true;
            return this;
        }

        /** Each change tells what it replaced: {@link TypeCapabilities#changesTellReplaced()}. */
        public Builder changesTellReplaced() {
            changesTellReplaced = true;
            return this;
        }

        /** See {@link TypeCapabilities#granularity()} and {@link TypeCapabilities#skew()}. */
        public Builder times(Duration step, Duration clockSkew) {
            granularity = step;
            skew = clockSkew;
            return this;
        }

        /** See {@link TypeCapabilities#streamRetention()}. */
        public Builder streamRetention(Duration retention) {
            streamRetention = retention;
            return this;
        }

        /** See {@link TypeCapabilities#markerField()}. */
        public Builder markerField(String path) {
            markerField = path;
            return this;
        }

        /** Creates carry a key that the system remembers for so long: {@link Idempotency#KEY}. */
        public Builder idempotencyKeys(Duration lifetime) {
            idempotency = Idempotency.KEY;
            keyLifetime = lifetime;
            return this;
        }

        /** We choose the ids: {@link Idempotency#NATURAL}. */
        public Builder naturalIds() {
            idempotency = Idempotency.NATURAL;
            keyLifetime = null;
            return this;
        }

        /** Updates can depend on the version last read: {@link TypeCapabilities#precondition()}. */
        public Builder precondition() {
            precondition = true;
            return this;
        }

        /** Updates replace the whole object: {@link TypeCapabilities#replaces()}. */
        public Builder replaces() {
            replaces = true;
            return this;
        }

        /** See {@link TypeCapabilities#answerIsOwn()}. */
        public Builder answerIsOwn() {
            answerIsOwn = true;
            return this;
        }

        /** Versions are numbers that grow: {@link TypeCapabilities#versions()}. */
        public Builder versions() {
            versions = true;
            return this;
        }

        /** See {@link TypeCapabilities#readLag()}, {@link TypeCapabilities#listLag()}, {@link TypeCapabilities#searchLag()}. */
        public Builder lags(Duration read, Duration list, Duration search) {
            readLag = read;
            listLag = list;
            searchLag = search;
            return this;
        }

        /** See {@link TypeCapabilities#batchSize()}. */
        public Builder batchSize(int items) {
            batchSize = items;
            return this;
        }

        /** See {@link TypeCapabilities#findable()}. */
        public Builder findable(Set<String> paths) {
            findable = paths;
            return this;
        }

        /** What was told. */
        public TypeCapabilities build() {
            return new TypeCapabilities(
                    changes,
                    changesTellDeletes,
                    changesTellReplaced,
                    granularity,
                    skew,
                    streamRetention,
                    markerField,
                    idempotency,
                    keyLifetime,
                    precondition,
                    replaces,
                    answerIsOwn,
                    versions,
                    readLag,
                    listLag,
                    searchLag,
                    batchSize,
                    fields,
                    findable);
        }
    }
}
