/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * Writes the files of a new connection. Only a connector knows its settings and mappings, so a framework is started with the
 * connectors and what they stand on, and nothing that opens a port or a store; a runtime may run beside it.
 */
final class Add {
    private static final String TEMPLATES = "io.bascule.api.config.ConnectionTemplates";
    private static final String CONNECTOR = "io.bascule.api.connector.ConnectorFactory";

    /** What must be active for connectors to be seen; all others are there for their packages only. */
    private static final List<String> STARTED = List.of(
            "org.ops4j.pax.logging.pax-logging-api",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr",
            "io.bascule.api",
            "io.bascule.http",
            "io.bascule.jdbc",
            "io.bascule.engine");

    private final Distribution distribution;
    private final Terminal terminal;

    Add(Distribution distribution, Terminal terminal) {
        this.distribution = distribution;
        this.terminal = terminal;
    }

    /**
     * Writes the files, and tells what to do next.
     *
     * @param folder the data folder; made with the default configuration where it is not there
     * @throws StartFailure if the files cannot be written as asked
     */
    void run(AddOptions options, Path folder) throws BundleException, InterruptedException {
        Path data = folder.toAbsolutePath().normalize();
        if (!Files.exists(data.resolve("etc"))) {
            DataFolder.open(data, distribution.etc()).close();
        }
        Path cache = temporary(data.resolve("tmp"));
        Framework framework = new FrameworkFactory().newFramework(properties(cache));
        try {
            framework.start();
            install(framework.getBundleContext(), data);
            write(framework.getBundleContext(), options, data);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
            delete(cache);
        }
    }

    private static Map<String, String> properties(Path cache) {
        Map<String, String> all = new TreeMap<>();
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "sun.misc,sun.nio.ch");
        all.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        all.put("felix.log.level", "0");
        all.put("felix.cm.pm", "memory");
        all.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
        return all;
    }

    private void install(BundleContext context, Path data) throws BundleException {
        List<Bundle> connectors = new ArrayList<>();
        for (Feature feature : new FeatureReader().readAll(distribution.features())) {
            for (Feature.FeatureBundle wanted : feature.bundles()) {
                Bundle bundle = context.installBundle(
                        "reference:" + distribution.jarOf(wanted.id()).toUri());
                if (wanted.id().toString().contains("connector-")) {
                    connectors.add(bundle);
                }
            }
        }
        Set<Path> jars = new java.util.LinkedHashSet<>(jars(data.resolve("deploy")));
        jars.addAll(jars(distribution.connectors()));
        for (Path jar : jars) {
            try {
                connectors.add(context.installBundle("reference:" + jar.toUri()));
            } catch (BundleException e) {
                terminal.say("Left out: " + jar + " is no bundle (" + e.getMessage() + ")");
            }
        }
        for (String name : STARTED) {
            for (Bundle bundle : context.getBundles()) {
                if (name.equals(bundle.getSymbolicName())) {
                    bundle.start();
                }
            }
        }
        for (Bundle connector : connectors) {
            try {
                connector.start();
            } catch (BundleException e) {
                terminal.say("Left out: " + connector.getLocation() + " does not start (" + e.getMessage() + ")");
            }
        }
    }

    /** The interface belongs to a bundle whose classes the launcher does not share, hence the reflection. */
    private void write(BundleContext context, AddOptions options, Path data) {
        ServiceReference<?> reference = context.getServiceReference(TEMPLATES);
        Object templates = reference == null ? null : context.getService(reference);
        if (templates == null) {
            throw new StartFailure(ExitCode.NOT_READY, "The engine's bundle does not offer its templates.");
        }
        try {
            Object report = templates
                    .getClass()
                    .getMethod("add", String.class, String.class, Path.class)
                    .invoke(templates, options.kind(), options.name(), data.resolve("etc"));
            terminal.say(String.valueOf(report));
            place(context, options.kind(), data);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw new StartFailure(ExitCode.USAGE, String.valueOf(cause == null ? e : cause.getMessage()), e);
        } catch (ReflectiveOperationException | InvalidSyntaxException e) {
            throw new IllegalStateException("The engine does not have the methods of its interface", e);
        }
    }

    /** A connector that was shipped beside the runtime is not in it yet. */
    private void place(BundleContext context, String kind, Path data) throws InvalidSyntaxException {
        ServiceReference<?>[] found =
                context.getAllServiceReferences(CONNECTOR, "(bascule.connector.kind=" + kind + ")");
        boolean shipped = found != null
                && Stream.of(found)
                        .allMatch(connector -> connector
                                .getBundle()
                                .getLocation()
                                .startsWith(
                                        "reference:" + distribution.connectors().toUri()));
        if (shipped) {
            terminal.say("The connector is not deployed yet: copy "
                    + Path.of(java.net.URI.create(
                            found[0].getBundle().getLocation().substring("reference:".length())))
                    + " into " + data.resolve("deploy") + ".");
        }
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
        }
    }

    private static Path temporary(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.createTempDirectory(folder, "add");
        } catch (IOException e) {
            throw new StartFailure(ExitCode.DATA_FOLDER, "The folder " + folder + " cannot be written: " + e, e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be deleted", e);
        }
    }
}
