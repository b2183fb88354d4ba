/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/**
 * The ports of a world: a block of consecutive ones on the loopback address.
 *
 * @param first the console's and REST's; the others follow
 */
public record WorldPorts(int first) {
    private static final int COUNT = 7;
    private static final int DEFAULT = 8765;
    private static final int STEP = 10;
    private static final int TRIES = 50;

    /**
     * Chooses ports.
     *
     * @param wanted the first one; empty for 8765 or the next block that is free
     * @throws WorldFailure if a wanted one is taken, or no block is free
     */
    public static WorldPorts choose(OptionalInt wanted) {
        if (wanted.isPresent()) {
            WorldPorts ports = new WorldPorts(wanted.getAsInt());
            int taken = ports.firstTaken();
            if (taken > 0) {
                throw new WorldFailure("Port %d is taken; the demonstration needs %d free ports from --port on"
                        .formatted(taken, COUNT));
            }
            return ports;
        }
        for (int i = 0; i < TRIES; i++) {
            WorldPorts ports = new WorldPorts(DEFAULT + i * STEP);
            if (ports.firstTaken() == 0) {
                return ports;
            }
        }
        throw new WorldFailure(
                "No %d free ports in a row from %d on; choose some with --port N".formatted(COUNT, DEFAULT));
    }

    private int firstTaken() {
        for (int port = first; port < first + COUNT; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                return port;
            }
        }
        return 0;
    }

    int webhooks() {
        return first + 1;
    }

    /** Where the shop's own people connect. */
    int shop() {
        return first + 2;
    }

    /** Where Bascule connects to the shop: a port that can lose connections. */
    int shopForBascule() {
        return first + 3;
    }

    int stripe() {
        return first + 4;
    }

    /** The broker's; its controller takes the next one. */
    int broker() {
        return first + 5;
    }
}
