/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole deployer in a real framework, with bundles that publish a service while they run. */
final class FelixTest {
    private final List<String> lines = new ArrayList<>();
    private Framework framework;
    private Deployer deployer;
    private Path deploy;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws Exception {
        deploy = Files.createDirectories(data.resolve("deploy"));
        start(Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    }

    private void start(String clean) throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        data.resolve("cache").toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        clean,
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        "bascule.data",
                        data.toString(),
                        "felix.log.level",
                        "0"));
        framework.start();
        deployer = new Deployer(
                new DeployFolder(deploy),
                new Staging(
                        data.resolve("deployer/staged"),
                        new JarChecks(Runtime.version().feature())),
                new FrameworkBundleHost(framework.getBundleContext(), () -> null),
                new StateFile(data.resolve("deployer/deployed.txt")),
                new DeployReport((level, line) -> lines.add(level + " " + line), (name, event, detail) -> {}),
                InstantSource.system(),
                io.bascule.api.runtime.Faults.NONE);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private void put(String file, byte[] bytes) throws IOException {
        Files.write(deploy.resolve(file), bytes);
        deployer.round();
        deployer.round();
    }

    /** What the services of all active bundles say. */
    private List<String> values() {
        try {
            List<String> values = new ArrayList<>();
            ServiceReference<?>[] references =
                    framework.getBundleContext().getAllServiceReferences(Runnable.class.getName(), "(test.value=*)");
            for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
                values.add(String.valueOf(reference.getProperty("test.value")));
            }
            values.sort(null);
            return values;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Bundle bundle(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] acme(String version, String value) {
        return TestJar.bundle("acme", version, value).bytes();
    }

    @Test
    void dropRemoveAndPutBack() throws IOException {
        put("other.jar", TestJar.bundle("other", "1.0.0", "other").bytes());
        put("acme.jar", acme("1.0.0", "one"));
        assertThat(values()).containsExactly("one", "other");
        assertThat(bundle("acme").getLocation()).matches("bascule-deploy:[0-9a-f]{64}");

        Files.delete(deploy.resolve("acme.jar"));
        deployer.round();
        deployer.round();
        assertThat(values()).containsExactly("other");
        assertThat(framework.getBundleContext().getBundles()).hasSize(2);

        put("acme.jar", acme("1.0.0", "one"));
        assertThat(values()).containsExactly("one", "other");
    }

    @Test
    void anUpdateIsABundleOfItsOwnAndTouchesNoOther() throws IOException {
        put("other.jar", TestJar.bundle("other", "1.0.0", "other").bytes());
        put("acme.jar", acme("1.0.0", "one"));
        BundleWiring other = bundle("other").adapt(BundleWiring.class);
        BundleWiring acme = bundle("acme").adapt(BundleWiring.class);
        long id = bundle("acme").getBundleId();

        put("acme.jar", acme("1.0.0", "two"));
        put("acme.jar", acme("2.0.0", "three"));

        assertThat(values()).containsExactly("other", "three");
        assertThat(bundle("acme").getBundleId()).isNotEqualTo(id);
        assertThat(bundle("acme").getVersion()).hasToString("2.0.0");
        assertThat(acme.isInUse()).as("the old classes are let go").isFalse();
        assertThat(bundle("other").adapt(BundleWiring.class)).isSameAs(other);
    }

    @Test
    void aTruncatedJarHarmsNothing() throws IOException {
        byte[] whole = acme("2.0.0", "two");
        put("acme.jar", acme("1.0.0", "one"));
        put("other.jar", TestJar.bundle("other", "1.0.0", "other").bytes());
        for (int length : new int[] {0, 1, 30, 100, whole.length / 2, whole.length - 23, whole.length - 1}) {
            put("acme.jar", Arrays.copyOf(whole, length));
            put("fresh.jar", Arrays.copyOf(whole, length));
            assertThat(values()).as("cut at " + length).containsExactly("one", "other");
        }
        put("acme.jar", whole);
        assertThat(values()).containsExactly("other", "two");
    }

    @Test
    void namesTheRequirementThatIsMissing() throws IOException {
        put("acme.jar", acme("1.0.0", "one"));
        put(
                "needy.jar",
                TestJar.bundle("needy", "1.0.0", "x")
                        .header("Import-Package", "org.osgi.framework,io.bascule.http;version=\"[9,10)\"")
                        .bytes());
        assertThat(lines.get(1))
                .startsWith("WARN Not deployed: deploy/needy.jar")
                .contains("io.bascule.http");
        assertThat(framework.getBundleContext().getBundles()).hasSize(2);
        assertThat(values()).containsExactly("one");
    }

    @Test
    void keepsTheOldVersionWhenTheNewOneFailsToStartOrResolve() throws IOException {
        put("acme.jar", acme("1.0.0", "one"));
        put("acme.jar", acme("1.1.0", "fail"));
        assertThat(values()).containsExactly("one");
        assertThat(lines.get(1)).contains("cannot start on purpose");
        put(
                "acme.jar",
                TestJar.bundle("acme", "1.2.0", "x")
                        .header("Import-Package", "org.osgi.framework,io.bascule.jdbc")
                        .bytes());
        assertThat(values()).containsExactly("one");
        assertThat(bundle("acme").getVersion()).hasToString("1.0.0");
        put("acme.jar", acme("1.3.0", "good"));
        assertThat(values()).containsExactly("good");
    }

    @Test
    void comesBackAfterARestartWithAndWithoutTheFrameworksCache() throws Exception {
        put("acme.jar", acme("1.0.0", "one"));
        put("acme.jar", acme("1.1.0", "two"));
        for (String clean : List.of("none", Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT)) {
            stop();
            start(clean);
            deployer.round();
            assertThat(values()).as(clean).containsExactly("two");
            deployer.round();
            deployer.round();
            assertThat(values()).as(clean).containsExactly("two");
            assertThat(framework.getBundleContext().getBundles()).hasSize(2);
        }
        Files.delete(deploy.resolve("acme.jar"));
        stop();
        start("none");
        deployer.round();
        assertThat(framework.getBundleContext().getBundles()).hasSize(1);
    }

    @Test
    void leavesNoClassLoaderBehindAfterManyUpdates() throws IOException {
        for (int i = 0; i < 20; i++) {
            put("acme.jar", acme("1.0." + i, "v" + i));
        }
        assertThat(values()).containsExactly("v19");
        assertThat(framework.getBundleContext().getBundles()).hasSize(2);
        assertThat(bundle("acme")
                        .adapt(org.osgi.framework.wiring.BundleRevisions.class)
                        .getRevisions())
                .hasSize(1);
    }

    @Test
    void theComponentWatchesByItself() throws Exception {
        DeployerComponent component = new DeployerComponent(framework.getBundleContext(), null);
        Files.write(deploy.resolve("acme.jar"), acme("1.0.0", "one"));
        await("the bundle of a copied jar")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(values()).containsExactly("one"));
        Files.delete(deploy.resolve("acme.jar"));
        await("the end of the bundle of a removed jar")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(values()).isEmpty());
        component.stop();
    }
}
