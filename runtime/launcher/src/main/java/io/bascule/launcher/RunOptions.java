/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code bascule run}. An absent option leaves the choice to the settings file.
 *
 * @param folder the data folder, where given
 * @param port the main listener's port, where given
 * @param webhookPort the webhook listener's port, where given
 * @param kafka the bootstrap servers of a Kafka cluster to use instead of a broker of our own, where given
 * @param brokerPort the port of our own broker, where given
 * @param broker false with {@code --no-broker}: neither start a broker nor name one
 */
record RunOptions(
        Optional<Path> folder,
        Optional<Integer> port,
        Optional<Integer> webhookPort,
        Optional<String> kafka,
        Optional<Integer> brokerPort,
        boolean broker) {

    static final String USAGE = """
            Usage: bascule run [--dir FOLDER] [--port N] [--webhook-port N] [--kafka HOST:PORT[,...]]
                               [--broker-port N] [--no-broker]

              --dir FOLDER      data folder; all that is written is below it (default: $BASCULE_DIR, else ~/.bascule)
              --port N          port of console and REST (default: 8765)
              --webhook-port N  port of the webhook listener (default: the one after --port)
              --kafka SERVERS   use this Kafka cluster and start no broker
              --broker-port N   port of our own Kafka broker; it takes the next one as well (default: chosen once, from 9092)
              --no-broker       run without Kafka: changes are kept until there is one

            Exit status: 0 stopped on request, 1 unexpected, 2 wrong usage or setting, 3 data folder, 4 port,
            5 not ready (a bundle did not start), 6 Java too old.""";

    /**
     * Reads the arguments that follow the verb.
     *
     * @throws StartFailure with {@link ExitCode#USAGE} and a text that names the argument
     */
    static RunOptions parse(List<String> arguments) {
        Optional<Path> folder = Optional.empty();
        Optional<Integer> port = Optional.empty();
        Optional<Integer> webhookPort = Optional.empty();
        Optional<String> kafka = Optional.empty();
        Optional<Integer> brokerPort = Optional.empty();
        boolean broker = true;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--dir" -> folder = Optional.of(Path.of(valueOf(option, rest)));
                case "--port" -> port = Optional.of(Ports.parse(option, valueOf(option, rest)));
                case "--webhook-port" -> webhookPort = Optional.of(Ports.parse(option, valueOf(option, rest)));
                case "--kafka" -> kafka = Optional.of(valueOf(option, rest));
                case "--broker-port" -> brokerPort = Optional.of(Ports.parse(option, valueOf(option, rest)));
                case "--no-broker" -> broker = false;
                default ->
                    throw new StartFailure(ExitCode.USAGE, "Unknown option \"" + option + "\" of run.\n\n" + USAGE);
            }
        }
        return new RunOptions(folder, port, webhookPort, kafka, brokerPort, broker);
    }

    private static String valueOf(String option, Deque<String> rest) {
        String value = rest.pollFirst();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new StartFailure(ExitCode.USAGE, "Option " + option + " needs a value.\n\n" + USAGE);
        }
        return value;
    }
}
