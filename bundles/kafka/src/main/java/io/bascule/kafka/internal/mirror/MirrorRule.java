/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.mirror;

import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicNames.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which events go to which topic.
 *
 * @param patterns topics of Event Admin, for example {@code "io/bascule/*"}
 * @param topic the topic in Kafka, for example {@code "bascule.events"}
 */
public record MirrorRule(List<String> patterns, String topic) {
    /** Section 113.3.1 of the OSGi Compendium, but for the star alone: it would bring the log, and the log of the mirror with it. */
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(/\\*)?");

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,248}");
    private static final String LOG = "org/osgi/service/log";

    /** Copies the list. */
    public MirrorRule {
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads the setting {@code mirror}.
     *
     * @param text rules such as {@code "io/bascule/*,com/example/* -> bascule.events"}, separated by semicolons; blank for none
     * @param names the names that are Bascule's own, to which nobody else writes
     * @throws IllegalArgumentException that says what, expected, found
     */
    public static List<MirrorRule> parse(String text, TopicNames names) {
        List<MirrorRule> rules = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                rules.add(rule(part.strip(), names));
            }
        }
        return rules;
    }

    private static MirrorRule rule(String text, TopicNames names) {
        String[] sides = text.split("->", -1);
        if (sides.length != 2) {
            throw refused("a rule such as io/bascule/*,com/example/* -> bascule.events", text);
        }
        List<String> patterns =
                Stream.of(sides[0].split(",", -1)).map(String::strip).toList();
        for (String pattern : patterns) {
            if (!PATTERN.matcher(pattern).matches() || pattern.startsWith(LOG)) {
                throw refused(
                        "topics of Event Admin such as com/example/orders/PAID or com/example/*, none of them the log's",
                        pattern);
            }
        }
        String topic = sides[1].strip();
        if (!TOPIC.matcher(topic).matches() || names.familyOf(topic) != Family.OTHER) {
            throw refused("a Kafka topic that is none of Bascule's own, such as bascule.events", topic);
        }
        return new MirrorRule(patterns, topic);
    }

    private static IllegalArgumentException refused(String expected, String found) {
        return new IllegalArgumentException("mirror must have " + expected + "; found \"" + found + "\"");
    }
}
