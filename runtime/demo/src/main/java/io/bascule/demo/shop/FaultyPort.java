/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A second door to the database that can lose connections: after a write was committed and before its answer is through, which
 * leaves the client not knowing, or before a request. How often stands in {@link ShopFaults}.
 */
final class FaultyPort implements AutoCloseable {
    private final ServerSocket listener;
    private final int serverPort;
    private final Connector connector;
    private final ShopFaults faults;
    private final Set<FaultyConnection> open = ConcurrentHashMap.newKeySet();

    /** Opens a connection of the owner into the database. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    FaultyPort(int port, int serverPort, ShopFaults faults, Connector connector) throws IOException {
        this.listener = new ServerSocket(port, 64, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.faults = faults;
        this.connector = connector;
    }

    /** Begins to accept connections, on threads of its own. */
    void start() {
        Thread accepting = new Thread(this::accept, "faulty-port");
        accepting.setDaemon(true);
        accepting.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                FaultyConnection connection =
                        new FaultyConnection(client, serverPort, connector.connect(), faults, open::remove);
                open.add(connection);
                connection.start();
            } catch (IOException | SQLException e) {
                if (!listener.isClosed()) {
                    System.err.println("The faulty port lost a connection of its own: " + e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(FaultyConnection::cut);
    }
}
