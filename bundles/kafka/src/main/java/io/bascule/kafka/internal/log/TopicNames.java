/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of topics: a public interface, to which the product's own programs subscribe. Immutable.
 */
public final class TopicNames {
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");
    private static final String NAME = "[a-z][a-z0-9_]{0,30}";

    private final String prefix;
    private final Pattern outgoing;

    /**
     * Names under a prefix.
     *
     * @param prefix for example {@code "bascule"}
     * @throws IllegalArgumentException if Kafka would refuse it in a topic's name
     */
    public TopicNames(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The prefix of topics has 1 to 100 of a-z, A-Z, 0-9, '.', '_' and '-' and"
                            + " starts with a letter or digit; found \"" + prefix + "\".");
        }
        this.prefix = prefix;
        this.outgoing = Pattern.compile(Pattern.quote(prefix + ".out.") + "(" + NAME + ")");
    }

    /** What all names start with; also the consumer group's name. */
    public String prefix() {
        return prefix;
    }

    /** Committed versions of a type, for example {@code "bascule.catalog.customer"}. */
    public String catalog(String type) {
        return prefix + ".catalog." + type;
    }

    /** Committed versions on their way to a system, for example {@code "bascule.out.shop"}. */
    public String out(String integration) {
        return prefix + ".out." + integration;
    }

    /** Changes accepted from a system, for example {@code "bascule.in.shop"}. */
    public String in(String integration) {
        return prefix + ".in." + integration;
    }

    /** Effects on a system, for example {@code "bascule.effects.shop"}. */
    public String effects(String integration) {
        return prefix + ".effects." + integration;
    }

    /** Work that is parked, for example {@code "bascule.dead_letter.shop"}. */
    public String deadLetter(String integration) {
        return prefix + ".dead_letter." + integration;
    }

    /** What becomes of integrations and bundles, for example {@code "bascule.lifecycle"}. */
    public String lifecycle() {
        return prefix + ".lifecycle";
    }

    /** All topics of an integration. */
    public List<String> ofIntegration(String integration) {
        return List.of(out(integration), in(integration), effects(integration), deadLetter(integration));
    }

    /** The family of a topic. */
    public Family familyOf(String topic) {
        for (Family family : Family.values()) {
            String start = prefix + "." + family.text();
            if (topic.equals(start) || topic.startsWith(start + ".")) {
                return family;
            }
        }
        return Family.OTHER;
    }

    /** What topics have in common. */
    public enum Family {
        /** Keeps the last record of each key for good. */
        CATALOG,
        /** On the way to a system. */
        OUT,
        /** From a system. */
        IN,
        /** On a system. */
        EFFECTS,
        /** Parked. */
        DEAD_LETTER,
        /** Of integrations and bundles. */
        LIFECYCLE,
        /** None of ours by its name. */
        OTHER;

        /** As it is written in the names of topics and settings, for example {@code "dead_letter"}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Matches every {@code out} topic; its first group is the integration's name. */
    public Pattern outgoing() {
        return outgoing;
    }

    /** The integration of an {@code out} topic; empty for other topics. */
    public Optional<String> integrationOfOut(String topic) {
        Matcher matcher = outgoing.matcher(topic);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
