/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Connector;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** With a connector whose class comes from a loader of its own, as a bundle's does. */
final class ThreadCensusTest {
    /** Loads {@link Leaky} anew and everything else as usual. */
    private static final class BundleLoader extends ClassLoader {
        BundleLoader() {
            super(ThreadCensusTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Leaky.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** A connector whose check waits, and which can be told to run a thread. */
    public static final class Leaky implements Connector, Runnable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        /** Made by reflection. */
        public Leaky() {}

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(Map.of());
        }

        /** In a thread of its own, begun and not ended. */
        @Override
        public void run() {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void check() {
            run();
        }

        @Override
        public void close() {
            end.countDown();
        }

        @Override
        public String toString() {
            try {
                begun.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "begun";
        }
    }

    private static Connector connector() throws ReflectiveOperationException {
        return (Connector) new BundleLoader()
                .loadClass(Leaky.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    }

    @Test
    void findsAThreadThatRunsTheConnectorsCode() throws Exception {
        Connector connector = connector();
        Thread thread = new Thread((Runnable) connector, "leaky-1");
        thread.start();
        assertThat(connector).hasToString("begun");
        assertThat(ThreadCensus.ofProcess(connector)).containsExactly(thread);
        connector.close();
        thread.join();
        assertThat(ThreadCensus.ofProcess(connector)).isEmpty();
    }

    @Test
    void aThreadOfOursInACallIsNoneOfIts() throws Exception {
        Connector connector = connector();
        Connector observed = ObservedConnector.of(connector, new Calls(java.time.InstantSource.system()));
        Thread thread = new Thread(observed::check, "lane-1");
        thread.start();
        assertThat(connector).hasToString("begun");
        assertThat(ThreadCensus.ofProcess(connector)).isEmpty();
        connector.close();
        thread.join();
    }
}
