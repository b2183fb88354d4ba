/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line of the demonstration.
 *
 * @param once stop the edits after a while, judge, and end
 * @param folder where everything is written; empty for a new folder of its own
 * @param port the first of the ports; empty for whatever is free
 * @param distribution the unpacked distribution
 * @param connectors a folder of connector jars to deploy; empty if the distribution brings them
 * @param plant a safeguard for the runtime to leave out; empty for none
 * @param editing how long people edit with {@code --once}
 * @param kills how often the runtime is killed meanwhile
 * @param brokerKills how often its Kafka broker alone is killed meanwhile
 * @param database what the catalog is stored in
 * @param seed what the data and the edits are drawn from
 * @param customers how many customers the shop begins with
 * @param products how many products
 */
public record DemoOptions(
        boolean once,
        Optional<Path> folder,
        OptionalInt port,
        Path distribution,
        Optional<Path> connectors,
        Optional<String> plant,
        Duration editing,
        int kills,
        int brokerKills,
        Database database,
        long seed,
        int customers,
        int products) {
    static final String USAGE = """
            Usage: demo [--once] [--port N] [--dir D]

              --once            stop the edits after a while, wait for rest, judge, and end: exit status 0 only if all
                                sides agree and nothing was lost or doubled
              --port N          the first of seven ports (default: 8765, or the next that are free)
              --dir D           where everything is written (default: a new folder for temporary files)
              --seconds N       how long people edit with --once (default: 15)
              --kills N         kill -9 the runtime so often while people edit, with --once (default: 0)
              --broker-kills N  kill -9 its Kafka broker alone so often, with --once (default: 0)
              --db h2|postgres  what the catalog is stored in: its own file, or a PostgreSQL server that is started for it
                                (default: h2)
              --seed N          what data and edits are drawn from (default: 1)
              --customers N     how many customers the shop begins with (default: 2000)
              --products N      how many products (default: 200)
              --plant NAME      have the runtime leave out a safeguard, to see that it is noticed
              --dist DIR        the unpacked distribution
              --connectors DIR  connector jars to deploy""";

    /** Shown with the usage. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String message) {
            super(message);
        }
    }

    /**
     * Reads a command line.
     *
     * @throws Mistake naming the option
     */
    public static DemoOptions parse(List<String> arguments) throws Mistake {
        boolean once = false;
        Optional<Path> folder = Optional.empty();
        OptionalInt port = OptionalInt.empty();
        Optional<Path> distribution = Optional.empty();
        Optional<Path> connectors = Optional.empty();
        Optional<String> plant = Optional.empty();
        long seconds = 15;
        int kills = 0;
        int brokerKills = 0;
        Database database = Database.H2;
        long seed = 1;
        int customers = 2000;
        int products = 200;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--once" -> once = true;
                case "--dir" -> folder = Optional.of(Path.of(value(option, rest)));
                case "--port" -> port = OptionalInt.of((int) number(option, rest, 1, 65_500));
                case "--dist" -> distribution = Optional.of(Path.of(value(option, rest)));
                case "--connectors" -> connectors = Optional.of(Path.of(value(option, rest)));
                case "--plant" -> plant = Optional.of(value(option, rest));
                case "--seconds" -> seconds = number(option, rest, 1, 86_400);
                case "--kills" -> kills = (int) number(option, rest, 0, 1000);
                case "--broker-kills" -> brokerKills = (int) number(option, rest, 0, 1000);
                case "--db" -> database = database(option, rest);
                case "--seed" -> seed = number(option, rest, 0, Integer.MAX_VALUE);
                case "--customers" -> customers = (int) number(option, rest, 10, 100_000);
                case "--products" -> products = (int) number(option, rest, 1, 90_000);
                default -> throw new Mistake("Unknown option \"" + option + "\"");
            }
        }
        return new DemoOptions(
                once,
                folder,
                port,
                distribution.orElseThrow(() -> new Mistake("--dist is missing; ./bascule demo gives it by itself")),
                connectors,
                plant,
                Duration.ofSeconds(seconds),
                kills,
                brokerKills,
                database,
                seed,
                customers,
                products);
    }

    private static String value(String option, Deque<String> rest) throws Mistake {
        String value = rest.pollFirst();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new Mistake("Option " + option + " needs a value");
        }
        return value;
    }

    private static Database database(String option, Deque<String> rest) throws Mistake {
        String text = value(option, rest);
        return switch (text) {
            case "h2" -> Database.H2;
            case "postgres" -> Database.POSTGRES;
            default -> throw new Mistake("Option %s needs h2 or postgres, found \"%s\"".formatted(option, text));
        };
    }

    private static long number(String option, Deque<String> rest, long minimum, long maximum) throws Mistake {
        String text = value(option, rest);
        try {
            long number = Long.parseLong(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The same text as for a number out of range.
        }
        throw new Mistake(
                "Option %s needs a number from %d to %d, found \"%s\"".formatted(option, minimum, maximum, text));
    }
}
