/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * A second door to a database that can lose connections: after a change was committed and before its answer is through, which
 * leaves the client not knowing. Thread-safe.
 */
final class CuttingPort implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final int serverPort;
    private final Watcher watcher;
    private final LongPredicate strikes;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Pipe> open = ConcurrentHashMap.newKeySet();

    /** Opens a connection that sees what is committed. */
    interface Watcher {
        Connection connect() throws SQLException;
    }

    /** @param strikes tells of the n-th committed change whether its answer is lost */
    CuttingPort(int serverPort, Watcher watcher, LongPredicate strikes) throws IOException {
        this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.watcher = watcher;
        this.strikes = strikes;
    }

    int number() {
        return listener.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    /** Begins to accept connections, on threads of its own. */
    void start() {
        startThread("cutting-port", this::accept);
    }

    private static void startThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Pipe pipe = new Pipe(listener.accept());
                open.add(pipe);
                pipe.start();
            } catch (IOException | SQLException e) {
                // The listener was closed, or a client went away while it was let in; it will notice.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(Pipe::cut);
    }

    /** One connection through the port. */
    private final class Pipe {
        private final Socket client;
        private final Socket server;
        private final Connection watching;
        private final PreparedStatement lastChange;
        private long lastCommitted;

        Pipe(Socket client) throws IOException, SQLException {
            this.client = client;
            client.setTcpNoDelay(true);
            this.server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            server.setTcpNoDelay(true);
            this.watching = watcher.connect();
            this.lastChange = watching.prepareStatement("SELECT MAX(\"Seq\") FROM \"Change\" WHERE \"Client\" = ?");
            lastChange.setString(1, "127.0.0.1:" + server.getLocalPort());
            // A port may have served somebody else before.
            this.lastCommitted = lastCommitted();
        }

        void start() {
            startThread("cutting-requests", () -> pump(client, server, false));
            startThread("cutting-answers", () -> pump(server, client, true));
        }

        private void pump(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream input = from.getInputStream();
                OutputStream output = to.getOutputStream();
                for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                    if (answers && isLost()) {
                        break;
                    }
                    output.write(buffer, 0, count);
                    output.flush();
                }
            } catch (IOException | SQLException e) {
                // One of the two hung up, which is what the other is told below.
            }
            cut();
        }

        /** An answer that comes when a new change of this client is committed is the answer to that commit. */
        private boolean isLost() throws SQLException {
            long committed = lastCommitted();
            if (committed == lastCommitted) {
                return false;
            }
            lastCommitted = committed;
            boolean lost = strikes.test(commits.incrementAndGet());
            if (lost) {
                cuts.incrementAndGet();
            }
            return lost;
        }

        private long lastCommitted() throws SQLException {
            try (ResultSet row = lastChange.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }

        void cut() {
            try {
                // Zero linger makes it a reset, as a lost network would look, instead of an orderly end.
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed below all the same.
            }
            close(client);
            close(server);
            close(watching);
            open.remove(this);
        }

        private void close(AutoCloseable part) {
            try {
                part.close();
            } catch (Exception e) {
                // All that matters is that it is closed.
            }
        }
    }
}
