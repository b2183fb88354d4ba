/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server on 127.0.0.1. It exists beside the JDK's because a simulator must be able to reset a
 * connection, and to send part of an answer, on purpose. One thread accepts, one serves each open connection.
 */
public final class HttpListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
    private static final int MAX_CONNECTIONS = 1000;
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

    private final ServerSocket server;
    private final Function<Request, Answer> answering;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpListener(ServerSocket server, Function<Request, Answer> answering, ThreadFactory threadFactory) {
        this.server = server;
        this.answering = answering;
        this.threads = Executors.newCachedThreadPool(threadFactory);
    }

    /**
     * Starts listening.
     *
     * @param port 0 for any free port
     * @param answering called on the connection's thread; what it throws ends the connection
     * @throws UncheckedIOException if the port is taken
     */
    public static HttpListener start(int port, Function<Request, Answer> answering, ThreadFactory threadFactory) {
        ServerSocket server;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "Can't listen on 127.0.0.1:" + port + "; choose a free port, or 0 for any", taken);
        }
        HttpListener listener = new HttpListener(server, answering, threadFactory);
        listener.threads.execute(listener::accept);
        return listener;
    }

    /** Where the server listens, for example {@code http://127.0.0.1:12111}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (open.size() >= MAX_CONNECTIONS) {
                    log.warn("Refused a connection: {} are open", open.size());
                    socket.close();
                    continue;
                }
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (SocketException closed) {
                log.debug("Stopped accepting", closed);
            } catch (IOException | RejectedExecutionException failed) {
                log.debug("Could not take a connection", failed);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) IDLE_LIMIT.toMillis());
            new HttpConnection(socket, answering).serve();
        } catch (IOException ended) {
            log.debug("A connection ended", ended);
        } catch (RuntimeException bug) {
            log.error("A connection was given up because of an error in the simulator", bug);
        } finally {
            open.remove(socket);
        }
    }

    /** Stops listening and cuts all connections at once; idempotent. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            log.debug("Closing the listener failed", failed);
        }
        threads.shutdown();
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException failed) {
                log.debug("Closing a connection failed", failed);
            }
        }
    }
}
