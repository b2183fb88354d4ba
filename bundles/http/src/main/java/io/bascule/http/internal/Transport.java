/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A JDK HTTP client with threads of its own, which end with it. The client of Java 17 cannot be closed: its selector thread
 * ends some seconds after the last reference to the client is gone, so this drops it. None of the threads has a context class
 * loader, or a bundle's class loader would stay alive as long as they.
 */
final class Transport implements AutoCloseable {
    private static final int THREADS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ThreadPoolExecutor executor;
    private volatile @Nullable HttpClient client;

    private Transport(ThreadPoolExecutor executor, HttpClient client) {
        this.executor = executor;
        this.client = client;
    }

    static Transport open() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Daemons());
        executor.allowCoreThreadTimeOut(true);
        // After the close a connection that ends may still hand over a task; nobody waits for it.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(null);
        try {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .executor(executor)
                    .build();
            return new Transport(executor, client);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    /** The client. */
    HttpClient client() {
        HttpClient open = client;
        if (open == null) {
            throw new IllegalStateException("This HTTP client is closed");
        }
        return open;
    }

    @Override
    public void close() {
        client = null;
        executor.shutdown();
    }

    private static final class Daemons implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(null, task, "bascule-http-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        }
    }
}
