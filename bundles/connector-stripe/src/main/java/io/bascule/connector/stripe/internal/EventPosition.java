/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Position;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A place in the stream of events, in format 1: JSON such as {@code {"at":1795494720,"created":1795494700,"seen":["evt_1"],
 * "window":0}}.
 *
 * @param created every event before this second has been handed on; in seconds of Stripe's clock
 * @param seen the events at or after it that have been handed on; empty if they were too many to be written down
 * @param digest a digest of those that were too many; empty otherwise. While the events from {@code created} on have this
 *     digest, nothing is new; once they differ, all of them are handed on again
 * @param at when this position was made, in seconds of our clock; tells whether events may have been dropped since
 * @param window how many seconds to read at once while catching up; 0 for all there is
 */
record EventPosition(long created, Set<String> seen, String digest, long at, long window) {
    static final int FORMAT = 1;
    /** A position has up to 4,000 characters. */
    private static final int LONGEST = 3_800;

    /** Copies the set. */
    EventPosition {
        seen = Set.copyOf(seen);
    }

    /** A position after these events, of which all are at or after {@code created}. */
    static EventPosition after(long created, Collection<String> events, long at, long window) {
        int length = events.stream().mapToInt(id -> id.length() + 3).sum();
        return length <= LONGEST
                ? new EventPosition(created, Set.copyOf(events), "", at, window)
                : new EventPosition(created, Set.of(), digestOf(events), at, window);
    }

    /**
     * Reads a position.
     *
     * @throws BasculeException with {@code CURSOR_EXPIRED} if it is none of this format
     */
    static EventPosition of(Position position) {
        try {
            if (position.format() == FORMAT) {
                Fields fields = Json.readObject(position.text(), "position");
                Set<String> seen = new TreeSet<>();
                if (fields.get("seen") instanceof Value.Items items) {
                    for (Value item : items.items()) {
                        String id = item.textOrNull();
                        if (id != null) {
                            seen.add(id);
                        }
                    }
                }
                String digest = fields.text("digest");
                return new EventPosition(
                        number(fields, "created"),
                        seen,
                        digest == null ? "" : digest,
                        number(fields, "at"),
                        number(fields, "window"));
            }
        } catch (BasculeException | ArithmeticException e) {
            // Told below: what matters is that the place is lost, not why the text cannot be read.
        }
        throw expired("a position of another format or connector");
    }

    Position toPosition() {
        List<Value> ids = new ArrayList<>();
        new TreeSet<>(seen).forEach(id -> ids.add(Value.of(id)));
        Fields fields = Fields.EMPTY
                .with("at", Value.of(at))
                .with("created", Value.of(created))
                .with("seen", new Value.Items(ids))
                .with("window", Value.of(window));
        Fields whole = digest.isEmpty() ? fields : fields.with("digest", Value.of(digest));
        return new Position(FORMAT, Json.write(new Value.Struct(whole)));
    }

    /** A digest of ids, whatever their order. */
    static String digestOf(Collection<String> ids) {
        try {
            byte[] text = String.join(",", new TreeSet<>(ids)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The error of a position from which the stream cannot be read on. */
    static BasculeException expired(String found) {
        return new BasculeException(new Problem(
                ErrorCode.CURSOR_EXPIRED,
                "The stream cannot be read on from this position",
                "Stripe connector",
                "a position of format " + FORMAT + ", at most " + StripeCapabilities.RETENTION.toDays() + " days old",
                found,
                "Nothing to do: a new position is taken and everything is listed."));
    }

    private static long number(Fields fields, String name) {
        BigDecimal number = fields.get(name) instanceof Value.Decimal decimal ? decimal.number() : null;
        if (number == null) {
            throw expired("a position without " + name);
        }
        return number.longValueExact();
    }
}
