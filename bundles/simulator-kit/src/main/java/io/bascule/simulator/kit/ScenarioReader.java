/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads scenarios and refuses whatever it does not know, naming the place. */
final class ScenarioReader {
    private static final Set<String> SCENARIO_KEYS = Set.of("description", "seed", "faults");
    private static final Set<String> COMMON_KEYS =
            Set.of("fault", "on", "rate", "every", "skip", "first", "limit", "from", "until", "comment");

    private final String where;

    ScenarioReader(String where) {
        this.where = where;
    }

    Scenario read(ObjectNode tree) {
        refuseUnknown(tree, SCENARIO_KEYS, where);
        List<FaultRule> rules = new ArrayList<>();
        JsonNode faults = tree.path("faults");
        if (!faults.isMissingNode() && !faults.isArray()) {
            throw new IllegalArgumentException(where + ": 'faults' must be a list, found " + faults.getNodeType());
        }
        for (int index = 0; index < faults.size(); index++) {
            rules.add(rule(faults.get(index), where + ", faults[" + index + "]"));
        }
        return new Scenario(number(tree, "seed", 1, where), rules, tree.deepCopy());
    }

    private static FaultRule rule(JsonNode node, String where) {
        if (!(node instanceof ObjectNode tree)) {
            throw new IllegalArgumentException(where + ": expected an object, found " + node.getNodeType());
        }
        String name = text(tree, "fault", "", where);
        FaultKind kind = FaultKind.named(name)
                .orElseThrow(() -> new IllegalArgumentException(where + ": unknown fault '" + name
                        + "'; expected one of "
                        + Arrays.stream(FaultKind.values()).map(FaultKind::text).toList()));
        Set<String> known = new TreeSet<>(COMMON_KEYS);
        known.addAll(ownKeys(kind));
        refuseUnknown(tree, known, where + " (" + name + ")");
        String on = text(tree, "on", kind.scope() == FaultKind.Scope.REQUEST ? "* /**" : "*", where);
        FaultPlace.of(kind, on, where);
        String body = text(tree, "body", "html", where);
        if (!Set.of("html", "truncated", "torn").contains(body)) {
            throw new IllegalArgumentException(
                    where + ": 'body' must be html, truncated or torn, found '" + body + "'");
        }
        int status = (int) number(tree, "status", 503, where);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(where + ": 'status' must be from 400 to 599, found " + status);
        }
        return new FaultRule(
                kind,
                on,
                selection(tree, where),
                duration(tree, kind, where),
                status,
                flag(tree, "applied", !body.equals("html"), where),
                flag(tree, "stored", status == 500, where),
                body);
    }

    private static Set<String> ownKeys(FaultKind kind) {
        return switch (kind) {
            case LATENCY, WEBHOOK_LATE -> Set.of("delay");
            case STATUS -> Set.of("status", "applied", "stored", "retryAfter");
            case RATE_LIMIT -> Set.of("retryAfter");
            case GARBAGE -> Set.of("body", "applied");
            case SEARCH_LAG -> Set.of("duration");
            case APPLY_THEN_RESET, RESET_BEFORE, WEBHOOK_LOST, WEBHOOK_DOUBLED -> Set.of();
        };
    }

    private static @Nullable Duration duration(ObjectNode tree, FaultKind kind, String where) {
        String key = switch (kind) {
            case LATENCY, WEBHOOK_LATE -> "delay";
            case STATUS, RATE_LIMIT -> "retryAfter";
            default -> "duration";
        };
        if (tree.has(key)) {
            return Durations.parse(text(tree, key, "", where), where + ", '" + key + "'");
        }
        return switch (kind) {
            case LATENCY, WEBHOOK_LATE, SEARCH_LAG ->
                throw new IllegalArgumentException(
                        where + ": '" + kind.text() + "' needs '" + key + "', for example \"" + key + "\": \"2s\"");
            case RATE_LIMIT -> Duration.ofSeconds(1);
            default -> null;
        };
    }

    private static FaultSelection selection(ObjectNode tree, String where) {
        JsonNode rate = tree.path("rate");
        if (!rate.isMissingNode() && !rate.isNumber()) {
            throw new IllegalArgumentException(where + ": 'rate' must be a number, found " + rate);
        }
        try {
            return new FaultSelection(
                    rate.asDouble(1),
                    number(tree, "every", 0, where),
                    number(tree, "skip", 0, where),
                    number(tree, "first", 0, where),
                    number(tree, "limit", 0, where),
                    instant(tree, "from", where),
                    instant(tree, "until", where));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(where + ": " + refused.getMessage(), refused);
        }
    }

    private static @Nullable Instant instant(ObjectNode tree, String key, String where) {
        if (!tree.has(key)) {
            return null;
        }
        String found = text(tree, key, "", where);
        try {
            return Instant.parse(found);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "'" + key + "' must be an instant like 2026-01-31T12:00:00Z, found '" + found + "'", unreadable);
        }
    }

    private static String text(ObjectNode tree, String key, String absent, String where) {
        JsonNode value = tree.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(where + ": '" + key + "' must be a text, found " + value);
        }
        return value.textValue();
    }

    private static long number(ObjectNode tree, String key, long absent, String where) {
        JsonNode value = tree.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException(where + ": '" + key + "' must be a whole number, found " + value);
        }
        return value.longValue();
    }

    private static boolean flag(ObjectNode tree, String key, boolean absent, String where) {
        JsonNode value = tree.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(where + ": '" + key + "' must be true or false, found " + value);
        }
        return value.booleanValue();
    }

    private static void refuseUnknown(ObjectNode tree, Set<String> known, String where) {
        for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        where + ": unknown key '" + name + "'; expected one of " + new TreeSet<>(known));
            }
        }
    }
}
