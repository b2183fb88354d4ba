/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** One connection through the {@link FaultyPort}. Requests and answers are passed on by a thread each. */
final class FaultyConnection {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final String serverSideAddress;
    private final Connection owner;
    private final ShopFaults faults;
    private final Consumer<FaultyConnection> ended;
    private long lastCommitted;

    FaultyConnection(
            Socket client, int serverPort, Connection owner, ShopFaults faults, Consumer<FaultyConnection> ended)
            throws IOException, SQLException {
        this.client = client;
        this.server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        this.server.setTcpNoDelay(true);
        this.serverSideAddress = "127.0.0.1:" + server.getLocalPort();
        this.owner = owner;
        this.faults = faults;
        this.ended = ended;
        // A port may have served somebody else before.
        this.lastCommitted = lastCommitted();
    }

    void start() {
        startThread("requests", () -> pump(client, server, this::mayPassRequest));
        startThread("answers", () -> pump(server, client, this::mayPassAnswer));
    }

    private void startThread(String name, Runnable work) {
        Thread thread = new Thread(work, "faulty-" + name + "-" + server.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    private interface Gate {
        boolean mayPass() throws SQLException;
    }

    private void pump(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                if (!gate.mayPass()) {
                    break;
                }
                output.write(buffer, 0, count);
                output.flush();
            }
        } catch (IOException | SQLException gone) {
            // One of the two hung up, which is what the other is told below.
        }
        cut();
    }

    private boolean mayPassRequest() {
        return !faults.strikes(ShopFaults.Kind.RESET_BEFORE);
    }

    /** An answer that comes when a new change of this client is committed is the answer to that commit. */
    private boolean mayPassAnswer() throws SQLException {
        long committed = lastCommitted();
        if (committed == lastCommitted) {
            return true;
        }
        lastCommitted = committed;
        return !faults.strikes(ShopFaults.Kind.APPLY_THEN_RESET);
    }

    private synchronized long lastCommitted() throws SQLException {
        try (PreparedStatement select =
                owner.prepareStatement("SELECT MAX(\"Seq\") FROM \"Journal\" WHERE \"Client\" = ?")) {
            select.setString(1, serverSideAddress);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Ends both halves; idempotent. */
    void cut() {
        try {
            // Zero linger makes it a reset, as a lost network would look, instead of an orderly end.
            client.setSoLinger(true, 0);
        } catch (IOException alreadyGone) {
            // It is closed below all the same.
        }
        close(client);
        close(server);
        close(owner);
        ended.accept(this);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception alreadyGone) {
            // All that matters is that it is closed.
        }
    }
}
