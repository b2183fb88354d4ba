/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.sync.SyncStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import static org.junit.Assert.assertEquals;

/** Config Admin cannot refuse a value. The running engine does: what worked before goes on. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RefusedConfigurationIT {
    private static final String FACTORY_PID = "io.bascule.connector.lab";

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    @Inject
    private SyncStatus status;

    private final List<String> journal = new CopyOnWriteArrayList<>();

    @org.ops4j.pax.exam.Configuration
    public Option[] runtime() {
        return InstalledRuntime.options("refused");
    }

    @Test
    public void aBadConfigurationDoesNotReplaceAWorkingOne() throws IOException {
        context.registerService(
                ConnectorFactory.class,
                new Lab("lab"),
                FrameworkUtil.asDictionary(Map.of(ConnectorFactory.KIND, "lab")));
        configure("first", Map.of("colour", "red"));
        online("first");

        configure("first", Map.of("colour", "plaid", "quota.per.second", "plenty"));
        // The engine goes through all configurations at once: when it has seen this one, it has seen the one before.
        configure("second", Map.of("colour", "blue"));
        online("second");

        // Each was opened once to be judged, and once to run.
        assertEquals(
                List.of(
                        "open first red",
                        "close first red",
                        "open first red",
                        "open second blue",
                        "close second blue",
                        "open second blue"),
                journal);
        assertEquals(SyncStatus.State.ONLINE, integration("first").state());
        assertEquals("colour = red\n", file(FACTORY_PID + "-first"));

        configure("first", Map.of("colour", "green"));
        Until.holds(journal::toString, () -> journal.size() == 10);
        online("first");

        assertEquals(
                List.of("close first green", "close first red", "open first green", "open first green"),
                journal.subList(6, 10).stream().sorted().toList());
        assertEquals("colour = green\n", file(FACTORY_PID + "-first"));
        Until.holds(
                () -> "the file's configuration in the place of the one made by hand",
                () -> file(FACTORY_PID + "-first")
                        .equals("colour = " + values("first").get("colour") + "\n"));
    }

    @Test
    public void aConfigurationWithARandomPidGetsAFileAndIsTakenAway() throws IOException {
        context.registerService(
                ConnectorFactory.class,
                new Lab("attic"),
                FrameworkUtil.asDictionary(Map.of(ConnectorFactory.KIND, "attic")));
        Configuration made = configurations.createFactoryConfiguration("io.bascule.connector.attic", "?");
        String random = made.getPid();
        made.update(FrameworkUtil.asDictionary(Map.of("name", "third", "colour", "blue")));
        online("third");

        assertEquals("colour = blue\n", file("io.bascule.connector.attic-third"));
        Until.holds(() -> random + " is gone", () -> {
            try {
                return configurations.listConfigurations("(service.pid=" + random + ")") == null;
            } catch (IOException | InvalidSyntaxException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(List.of("open third blue", "close third blue", "open third blue"), journal);
    }

    private String file(String name) throws UncheckedIOException {
        try {
            return Files.readString(Path.of(context.getProperty("bascule.data"), "etc", name + ".cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dictionary<String, Object> values(String name) {
        try {
            return configurations
                    .getFactoryConfiguration(FACTORY_PID, name, "?")
                    .getProperties();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(String name, Map<String, String> values) throws IOException {
        configurations
                .getFactoryConfiguration(FACTORY_PID, name, "?")
                .update(FrameworkUtil.asDictionary(new HashMap<>(values)));
    }

    private void online(String name) {
        Until.holds(
                () -> name + " online among " + status.integrations() + " after " + journal,
                () -> status.integrations().stream()
                        .anyMatch(integration ->
                                integration.name().equals(name) && integration.state() == SyncStatus.State.ONLINE));
    }

    private SyncStatus.Integration integration(String name) {
        return status.integrations().stream()
                .filter(integration -> integration.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A connector of a system without types, which writes down what is done with it. */
    private final class Lab implements ConnectorFactory {
        private final String kind;

        Lab(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public String title() {
            return "Lab";
        }

        @Override
        public List<SettingDefinition> settings() {
            return List.of(SettingDefinition.text("colour", "Colour", "Of the walls.")
                    .withDefault("red")
                    .withOptions("red", "green", "blue"));
        }

        @Override
        public Set<Class<?>> resources() {
            return Set.of();
        }

        @Override
        public List<MappingTemplate> mappingTemplates() {
            return List.of();
        }

        @Override
        public Connector open(Settings settings, ConnectionResources resources) {
            String room = settings.integration() + " " + settings.text("colour");
            journal.add("open " + room);
            return new Connector() {
                @Override
                public Capabilities capabilities() {
                    return Capabilities.of(Map.of());
                }

                @Override
                public void check() {}

                @Override
                public void close() {
                    journal.add("close " + room);
                }
            };
        }
    }
}
