/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The broker's two ports. Programs of the product subscribe to topics, so its address must not change from start to
 * start: it is chosen once, from 9092 on, and kept beside the broker's data.
 *
 * @param broker where clients connect
 * @param controller where the broker talks to itself
 */
record BrokerPorts(int broker, int controller) {
    private static final int FIRST = 9092;
    private static final int LAST = 9292;
    private static final Pattern FORM = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

    /** The address that clients use. */
    String bootstrap() {
        return "127.0.0.1:" + broker;
    }

    /**
     * The ports of a data folder.
     *
     * @param folder the broker's part of the data folder
     * @param chosen the setting {@code bascule.broker.port}; the controller then takes the one after it
     */
    static BrokerPorts of(Path folder, Optional<Integer> chosen) {
        if (chosen.isPresent()) {
            return new BrokerPorts(chosen.get(), chosen.get() + 1);
        }
        Path file = folder.resolve("ports");
        try {
            if (Files.exists(file)) {
                return parse(file);
            }
            BrokerPorts free = findFree();
            Path fresh = folder.resolve("ports.new");
            Files.writeString(fresh, free.broker + " " + free.controller + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return free;
        } catch (IOException e) {
            throw new StartFailure(
                    ExitCode.DATA_FOLDER, "The broker's ports cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static BrokerPorts parse(Path file) throws IOException {
        Matcher matcher = FORM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new StartFailure(
                    ExitCode.DATA_FOLDER,
                    "The file " + file + " must hold the broker's two port numbers, for example \"9092 9093\"."
                            + " Mend it, or delete it to have new ones chosen.");
        }
        return new BrokerPorts(
                Ports.parse(file.toString(), String.valueOf(matcher.group(1))),
                Ports.parse(file.toString(), String.valueOf(matcher.group(2))));
    }

    private static BrokerPorts findFree() {
        for (int port = FIRST; port < LAST; port += 2) {
            if (isFree(port) && isFree(port + 1)) {
                return new BrokerPorts(port, port + 1);
            }
        }
        throw new StartFailure(
                ExitCode.PORT,
                "No two free ports for the Kafka broker from " + FIRST + " to " + LAST
                        + ". Choose one with bascule.broker.port in etc/" + Settings.FILE + ".");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
