/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Kafka is and how it is used. A closed list: settings by which a Kafka client would load classes or read files and
 * addresses of somebody's choice are not among them.
 *
 * @param bootstrap where to connect first, one or more of {@code host:port}, separated by commas
 * @param security how the client shows who it is, and knows whom it talks to
 * @param groupProtocol {@code classic} or {@code consumer} (KIP-848)
 * @param sessionTimeout after which a dead member's partitions go to another one; {@code consumer} takes it from the broker
 * @param partitions how many partitions a new topic gets, 1 to 1,000
 * @param replication how many copies a new topic has; 0 takes as many as there are brokers, at most 3
 * @param retention how long records stay in topics that are not compacted
 */
public record BrokerSettings(
        String bootstrap,
        Security security,
        String groupProtocol,
        Duration sessionTimeout,
        int partitions,
        int replication,
        Retention retention) {
    private static final Pattern ADDRESS = Pattern.compile("([a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+])\\s*:\\s*([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;
    private static final int MOST_PARTITIONS = 1_000;

    /**
     * Checks all of them.
     *
     * @throws IllegalArgumentException that names the setting, what was expected and what was found
     */
    public BrokerSettings {
        addresses(bootstrap);
        groupProtocol = oneOf("group.protocol", groupProtocol.toLowerCase(Locale.ROOT), "classic", "consumer");
        between("session.timeout.ms", sessionTimeout.toMillis(), 1_000, 300_000);
        between("partitions", partitions, 1, MOST_PARTITIONS);
        between("replication", replication, 0, 10);
    }

    /** The addresses of {@link #bootstrap}, unresolved. */
    List<InetSocketAddress> addresses() {
        return addresses(bootstrap);
    }

    private static List<InetSocketAddress> addresses(String bootstrap) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String part : bootstrap.split(",", -1)) {
            Matcher matcher = ADDRESS.matcher(part.strip());
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
                throw new IllegalArgumentException(
                        "bootstrap must be host:port, or several separated by commas; found \"" + bootstrap + "\"");
            }
            addresses.add(InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
        return addresses;
    }

    private static String oneOf(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(
                    name + " must be " + first + " or " + second + "; found \"" + value + "\"");
        }
        return value;
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + "; found " + value);
        }
    }
}
