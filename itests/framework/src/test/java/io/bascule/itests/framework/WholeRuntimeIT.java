/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.sync.SyncStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** The runtime without a single connector: everything comes up, and each port serves what it is there for. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WholeRuntimeIT {
    private static final String TARGET = "osgi.http.whiteboard.target";
    private static final List<String> WHITEBOARD = List.of(
            "osgi.http.whiteboard.servlet.pattern",
            "osgi.http.whiteboard.servlet.name",
            "osgi.http.whiteboard.context.path",
            "osgi.http.whiteboard.filter.pattern",
            "osgi.http.whiteboard.resource.pattern",
            "osgi.http.whiteboard.listener");

    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    /** Offered by the engine when it has its lease: then everything before it is up. */
    @Inject
    private SyncStatus status;

    @Configuration
    public Option[] runtime() {
        return InstalledRuntime.options("whole");
    }

    @Before
    public void everythingHadItsTime() {
        assertTrue(status.integrations().isEmpty());
        Until.holds(
                () -> "components without what they need: " + unsatisfied(),
                () -> unsatisfied().isEmpty());
    }

    @Test
    public void everyBundleIsActiveAndNoConnectorIsThere() throws InvalidSyntaxException {
        Map<String, Integer> asleep = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            if (bundle.getState() != (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)) {
                asleep.put(bundle.getSymbolicName(), bundle.getState());
            }
        }
        assertEquals("bundles that are not active, by state", Map.of(), asleep);
        assertEquals(List.of(), List.copyOf(context.getServiceReferences(ConnectorFactory.class, null)));
        assertTrue(Stream.of(context.getBundles())
                .map(Bundle::getSymbolicName)
                .noneMatch(name -> name.startsWith("io.bascule.connector")));
    }

    @Test
    public void everyComponentOfOursHasWhatItNeeds() {
        List<ComponentDescriptionDTO> ours = components.getComponentDescriptionDTOs().stream()
                .filter(component -> component.bundle.symbolicName.startsWith("io.bascule."))
                .toList();
        assertTrue("only " + ours.size() + " components of ours", ours.size() >= 8);
        for (ComponentDescriptionDTO component : ours) {
            assertTrue(component.name + " is switched off", components.isComponentEnabled(component));
            assertTrue(
                    component.name + " has no instance",
                    !components.getComponentConfigurationDTOs(component).isEmpty());
        }
    }

    private List<String> unsatisfied() {
        List<String> found = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
                if (configuration.state != ComponentConfigurationDTO.SATISFIED
                        && configuration.state != ComponentConfigurationDTO.ACTIVE) {
                    found.add(component.name + " of " + component.bundle.symbolicName + ": state "
                            + configuration.state + " "
                            + Arrays.stream(configuration.unsatisfiedReferences)
                                    .map(reference -> reference.name)
                                    .toList());
                }
            }
        }
        return found;
    }

    @Test
    public void everythingOnTheWhiteboardSaysForWhichListenerItIs() {
        // Here the console's settings come as a file, when File Install gets to it; the launcher hands them over before
        // it starts.
        Until.holds(
                () -> "no service is one that every listener would serve: " + servedEverywhere(),
                () -> servedEverywhere().isEmpty());
    }

    private List<String> servedEverywhere() {
        List<String> everywhere = new ArrayList<>();
        for (ServiceReference<?> reference : allServices()) {
            boolean onWhiteboard = WHITEBOARD.stream().anyMatch(key -> reference.getProperty(key) != null);
            if (onWhiteboard && reference.getProperty(TARGET) == null) {
                everywhere.add(reference + " of " + reference.getBundle());
            }
        }
        return everywhere;
    }

    private ServiceReference<?>[] allServices() {
        try {
            return context.getAllServiceReferences(null, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("There is no filter to be wrong", e);
        }
    }

    @Test
    public void theListenerForWebhooksServesNothingElse() throws Exception {
        // The whiteboards take up what is registered in threads of their own.
        Until.holds(
                () -> "the listener for webhooks serves them: " + patternsOf("webhooks"),
                () -> patternsOf("webhooks").contains("/hooks/*"));
        Until.holds(
                () -> "the main listener serves the console and more: " + patternsOf("main"),
                () -> patternsOf("main").size() > 1);
        Until.holds(
                () -> "the listener for webhooks serves nothing else: " + patternsOf("webhooks"),
                () -> patternsOf("webhooks").equals(List.of("/hooks/*")));

        String port = context.getProperty("bascule.webhook.port");
        for (String path : List.of("/", "/system/console", "/api/v1/integrations", "/metrics", "/hooks")) {
            assertEquals(path, 404, statusOf(port, path));
        }
        String main = context.getProperty("bascule.http.port");
        Until.holds(() -> "the console is where it belongs", () -> statusOf(main, "/system/console") != 404);
    }

    @Test
    public void aLogLevelIsChangedWhileEverythingRuns() throws IOException {
        Logger log = LoggerFactory.getLogger("com.example.watched");
        assertFalse(log.isDebugEnabled());
        Path file = Path.of(context.getProperty("bascule.data"), "etc", "org.ops4j.pax.logging.cfg");
        String before = Files.readString(file);
        try {
            replace(
                    file,
                    before
                            + "\nlog4j2.logger.watched.name = com.example.watched\nlog4j2.logger.watched.level = debug\n");
            Until.holds(() -> "what is added to " + file + " takes effect", log::isDebugEnabled);
        } finally {
            replace(file, before);
        }
        Until.holds(() -> "what is taken out of " + file + " takes effect", () -> !log.isDebugEnabled());
    }

    /** As an editor does it: nobody reads half a file. */
    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling("fresh.tmp");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    public void everyPartTellsHowItStands() {
        String main = context.getProperty("bascule.http.port");
        Until.holds(() -> "it lives", () -> statusOf(main, "/api/v1/health/live") == 200);
        Until.holds(() -> "it is ready", () -> statusOf(main, "/api/v1/health/ready") == 200);
        String health = bodyOf(main, "/api/v1/health");
        for (String part : List.of("catalog", "sync", "kafka", "deployer")) {
            assertTrue(health, health.contains("\"" + part + "\":\"up\""));
        }
    }

    /** What one listener serves: paths of servlets and resources, filters by name. */
    private List<String> patternsOf(String listener) {
        List<String> patterns = new ArrayList<>();
        for (ServletContextDTO served : runtimeOf(listener).servletContextDTOs) {
            Arrays.stream(served.servletDTOs).forEach(servlet -> patterns.addAll(List.of(servlet.patterns)));
            Arrays.stream(served.resourceDTOs).forEach(resource -> patterns.addAll(List.of(resource.patterns)));
            Arrays.stream(served.filterDTOs)
                    .filter(filter -> filter.patterns.length > 0)
                    .forEach(filter -> patterns.add("filter " + filter.name));
        }
        return patterns;
    }

    /** The HTTP runtime of one listener. */
    private RuntimeDTO runtimeOf(String listener) {
        try {
            Collection<ServiceReference<HttpServiceRuntime>> found = context.getServiceReferences(
                    HttpServiceRuntime.class, "(org.apache.felix.http.name=" + listener + ")");
            assertEquals("HTTP runtimes named " + listener, 1, found.size());
            return context.getService(found.iterator().next()).getRuntimeDTO();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String bodyOf(String port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path + " at port " + port, e);
        }
    }

    private static int statusOf(String port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path + " at port " + port, e);
        }
    }
}
