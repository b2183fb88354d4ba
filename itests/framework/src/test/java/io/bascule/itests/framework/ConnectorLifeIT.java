/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.sync.SyncStatus;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** A connector comes and goes while everything else runs on. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConnectorLifeIT {
    private static final String STRIPE = "(" + ConnectorFactory.KIND + "=stripe)";

    @Inject
    private BundleContext context;

    /** The engine, which follows connectors: it must let go of them too. */
    @Inject
    private SyncStatus status;

    @Configuration
    public Option[] runtime() {
        return InstalledRuntime.options("connector");
    }

    @Test
    public void comesWithItsServiceAndGoesWithoutATraceWhileNothingElseMoves() throws Exception {
        assertTrue(status.integrations().isEmpty());
        assertEquals(0, factories().size());
        List<String> moves = new CopyOnWriteArrayList<>();
        SynchronousBundleListener recorder = event -> {
            if (!event.getBundle().getSymbolicName().equals("io.bascule.connector-stripe")) {
                moves.add(event.getBundle().getSymbolicName() + " " + event.getType());
            }
        };
        context.addBundleListener(recorder);

        for (int round = 0; round < 2; round++) {
            WeakReference<ClassLoader> loader = installUseAndUninstall();
            assertEquals("factories left", 0, factories().size());
            Until.holds(() -> "the class loader of the connector is collected", () -> {
                System.gc();
                return loader.get() == null;
            });
        }

        context.removeBundleListener(recorder);
        assertEquals("other bundles that moved meanwhile", List.of(), moves);
    }

    /** In a method of its own, so that no local variable holds on to the bundle. */
    private WeakReference<ClassLoader> installUseAndUninstall()
            throws BundleException, InvalidSyntaxException, IOException, InterruptedException {
        String location = InstalledRuntime.location(
                Path.of(context.getProperty("bascule.distribution")), "io.bascule.connector-stripe");
        Bundle connector = context.installBundle(location);
        connector.start();
        Until.holds(() -> "a factory of kind stripe", () -> factories().size() == 1);
        ServiceReference<ConnectorFactory> reference = factories().iterator().next();
        assertEquals(connector, reference.getBundle());
        ConnectorFactory factory = context.getService(reference);
        assertEquals("stripe", factory.kind());
        assertTrue(!factory.settings().isEmpty() && !factory.mappingTemplates().isEmpty());
        context.ungetService(reference);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(connector.adapt(BundleWiring.class).getClassLoader());

        connector.uninstall();
        refresh(connector);
        return loader;
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertTrue("the connector was refreshed", refreshed.await(2, TimeUnit.MINUTES));
    }

    private Collection<ServiceReference<ConnectorFactory>> factories() {
        try {
            return context.getServiceReferences(ConnectorFactory.class, STRIPE);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
