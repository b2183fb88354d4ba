/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import static io.bascule.engine.internal.config.Runs.CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;

/** What is made in Config Admin by hand comes into files. */
@SuppressWarnings("NullAway.Init")
final class HandMadeTest {
    private static final String FACTORY = "io.bascule.connector.lab";

    @TempDir
    private Path data;

    private final Map<String, Configuration> held = new LinkedHashMap<>();
    private Runs runs;
    private HandMade handMade;

    @BeforeEach
    void prepare() {
        runs = new Runs(data);
        ConfigurationAdmin admin = (ConfigurationAdmin) Proxy.newProxyInstance(
                ConfigurationAdmin.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> held.values().toArray(Configuration[]::new));
        handMade = new HandMade(new ConfigurationScan(admin), runs.configurations, runs.clock);
    }

    @SuppressWarnings("JdkObsolete") // Config Admin's own type
    private void hold(String pid, @Nullable Map<String, Object> values) {
        Dictionary<String, Object> properties = values == null ? null : new Hashtable<>(values);
        held.put(pid, (Configuration) Proxy.newProxyInstance(
                Configuration.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPid" -> pid;
                    case "getFactoryPid" -> FACTORY;
                    case "getProperties" -> properties;
                    case "delete" -> held.remove(pid);
                    default -> throw new AssertionError(method.getName());
                }));
    }

    @Test
    void oneWithAProperNameGetsItsFile() {
        hold(FACTORY + "~lab", Map.of("table", "people", "rooms", 7L));
        handMade.take();

        assertThat(runs.read(CONNECTION)).isEqualTo("rooms = 7\ntable = people\n");
        assertThat(held.keySet()).containsExactly(FACTORY + "~lab");
    }

    @Test
    void oneWithARandomPidGetsTheFileOfItsNameAndIsTakenAway() {
        hold(FACTORY + ".3f-9a", Map.of("name", "lab", "table", "people"));
        handMade.take();

        assertThat(runs.read(CONNECTION)).isEqualTo("table = people\n");
        assertThat(held.keySet()).isEmpty();
    }

    @Test
    void whatIsWrongOrHasNoNameIsLeftWhereItIs() {
        hold(FACTORY + "~lab", Map.of("table", "people", "rooms", "many"));
        hold(FACTORY + ".3f-9a", Map.of("table", "people"));
        handMade.take();

        assertThat(runs.etc(CONNECTION)).doesNotExist();
        assertThat(held.keySet()).hasSize(2);
    }

    @Test
    void whatWasRefusedIsNotJudgedAtEachLook() {
        hold(FACTORY + "~lab", Map.of("table", "people", "rooms", 13));
        handMade.take();
        int tried = runs.factory.tried();
        handMade.take();
        assertThat(runs.factory.tried()).isEqualTo(tried);

        runs.clock.advance(Duration.ofSeconds(30));
        handMade.take();
        assertThat(runs.factory.tried()).isGreaterThan(tried);
        hold(FACTORY + "~lab", Map.of("table", "people", "rooms", 12));
        handMade.take();
        assertThat(runs.read(CONNECTION)).isEqualTo("rooms = 12\ntable = people\n");
    }

    @Test
    void whatFileInstallMadeOfAFileIsNoneOfIt() {
        runs.prepare();
        runs.look();
        hold(FACTORY + "~lab", Map.of("felix.fileinstall.filename", "file:/etc/x.cfg", "table", "elsewhere"));
        handMade.take();

        assertThat(runs.read(CONNECTION)).contains("table = people");
    }

    @Test
    void oneThatStaysEmptyIsTakenAwayAfterAWhile() {
        hold(FACTORY + ".3f-9a", null);
        handMade.take();
        runs.clock.advance(Duration.ofSeconds(4));
        handMade.take();
        assertThat(held.keySet()).hasSize(1);
        runs.clock.advance(Duration.ofSeconds(1));
        handMade.take();

        assertThat(held.keySet()).isEmpty();
    }
}
