/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Reads port numbers and looks whether a port can be had. */
final class Ports {
    private Ports() {}

    /**
     * Reads a port number.
     *
     * @param where the option or setting it stands in, for the error text
     * @throws StartFailure with {@link ExitCode#USAGE} if it is not a number from 1 to 65535
     */
    static int parse(String where, String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Same text as for a number out of range.
        }
        throw new StartFailure(
                ExitCode.USAGE, where + " must be a port number from 1 to 65535, but is \"" + text + "\".");
    }

    /**
     * Makes sure that a port can be bound now. The server would only log that it could not.
     *
     * @param purpose what listens there, for example {@code "console and REST"}
     * @param remedy how to choose another, for example {@code "--port N"}
     * @throws StartFailure with {@link ExitCode#PORT}
     */
    static void requireFree(String host, int port, String purpose, String remedy) {
        InetAddress address = addressOf(host, purpose);
        try (ServerSocket socket = new ServerSocket()) {
            // As the server does it: a port whose last connections are still in TIME_WAIT can be had again.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new StartFailure(
                    ExitCode.PORT,
                    "Port %d on %s (%s) cannot be used: %s. Stop the program that listens there, or choose another port with %s."
                            .formatted(port, host, purpose, e.getMessage(), remedy),
                    e);
        }
    }

    /** A port of the loopback address that is free now. */
    static int findFree() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static InetAddress addressOf(String host, String purpose) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "The address \"" + host + "\" for " + purpose + " is not known to this machine.",
                    e);
        }
    }
}
