/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import io.bascule.api.sync.SyncStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

import static org.junit.Assert.assertEquals;

/**
 * A connector in {@code deploy/} is exchanged for another build again and again while an integration is bound to it and has
 * nothing to do: no class loader stays behind, and no other bundle moves. System property {@code bascule.swaps}: how often.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class IdleSwapsIT {
    private static final String SWAPS = "bascule.swaps";
    private static final String FILE = "idle.jar";

    @Inject
    private BundleContext context;

    @Inject
    private SyncStatus status;

    @Configuration
    public Option[] runtime() {
        return InstalledRuntime.options("swaps");
    }

    @Test
    public void leaveNoClassLoaderBehind() throws Exception {
        int swaps = Integer.getInteger(SWAPS, 10);
        Path data = Path.of(context.getProperty("bascule.data"));
        Files.writeString(
                data.resolve("etc/io.bascule.connector.idle-idle.cfg"), "enabled = true\nupdate.watch.seconds = 0\n");
        List<String> moves = new CopyOnWriteArrayList<>();
        SynchronousBundleListener recorder = event -> {
            if (!event.getBundle().getLocation().startsWith("bascule-deploy:")) {
                moves.add(event.getBundle() + " " + event.getType());
            }
        };
        deploy(data, 0);
        context.addBundleListener(recorder);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int swap = 1; swap <= swaps; swap++) {
            loaders.add(loader());
            deploy(data, swap);
        }
        context.removeBundleListener(recorder);

        Until.holds(() -> "class loaders left behind: " + left(loaders) + " of " + swaps, () -> {
            System.gc();
            return left(loaders) == 0;
        });
        assertEquals("other bundles that moved", List.of(), moves);
        assertEquals(swaps, status.updates("idle", swaps + 1).size());
    }

    private static long left(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    /** Of the one build that is there. */
    private WeakReference<ClassLoader> loader() {
        List<Bundle> there = deployed();
        assertEquals(1, there.size());
        return new WeakReference<>(there.get(0).adapt(BundleWiring.class).getClassLoader());
    }

    private List<Bundle> deployed() {
        List<Bundle> found = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith("bascule-deploy:")) {
                found.add(bundle);
            }
        }
        return found;
    }

    /** Puts a build in the place of the one before, and waits until it is used and the one before is gone. */
    private void deploy(Path data, int build) throws IOException {
        byte[] jar = jar(build);
        Path part = data.resolve("deploy").resolve(FILE + ".part");
        Files.write(part, jar);
        Files.move(
                part, part.resolveSibling(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        String version = "1.0.0+" + sha256(jar).substring(0, 12);
        Until.holds(
                () -> version + " is used and alone: " + status.integrations() + " " + deployed(),
                () -> deployed().size() == 1
                        && status.integration("idle")
                                .filter(shown -> shown.state() == SyncStatus.State.ONLINE
                                        && version.equals(shown.connectorVersion()))
                                .isPresent());
    }

    private static byte[] jar(int build) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "idle");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Activator", IdleConnector.class.getName());
        main.putValue("Import-Package", "io.bascule.api.connector,io.bascule.api.model,org.osgi.framework");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = IdleConnector.class.getResourceAsStream("IdleConnector.class")) {
            jar.putNextEntry(new JarEntry(IdleConnector.class.getName().replace('.', '/') + ".class"));
            code.transferTo(jar);
            jar.putNextEntry(new JarEntry("build.txt"));
            jar.write(Integer.toString(build).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
