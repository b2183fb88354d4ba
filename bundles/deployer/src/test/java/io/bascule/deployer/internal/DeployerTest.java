/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.api.sync.ConnectorUse.Stay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DeployerTest {
    private static final byte[] ONE = TestJar.bundle("acme", "1.0.0", "one").bytes();
    private static final byte[] ONE_AGAIN =
            TestJar.bundle("acme", "1.0.0", "two").bytes();
    private static final byte[] NEWER = TestJar.bundle("acme", "1.1.0", "three").bytes();
    private static final byte[] OTHER = TestJar.bundle("other", "1.0.0", "x").bytes();

    private final FakeHost host = new FakeHost();
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T04:32:00Z");
    private long modified = 1_000;
    private boolean crash;
    private Deployer deployer;
    private Path deploy;

    @TempDir
    private Path data;

    private final List<String> told = new ArrayList<>();
    private DeployReport report;
    private final BundleNews news = (name, event, detail) -> told.add(name + " " + event);

    @BeforeEach
    void begin() throws IOException {
        deploy = Files.createDirectories(data.resolve("deploy"));
        restart();
    }

    private void restart() {
        report = new DeployReport((level, line) -> lines.add(level + " " + line), news);
        Faults faults = new Faults() {
            @Override
            public void hit(String failpoint) {
                if (crash && failpoint.equals(Failpoint.DEPLOY_AFTER_INSTALL)) {
                    throw new IllegalStateException("crash");
                }
            }

            @Override
            public boolean planted(String mistake) {
                return false;
            }
        };
        deployer = new Deployer(
                new DeployFolder(deploy),
                new Staging(data.resolve("deployer/staged"), new JarChecks(17)),
                host,
                new StateFile(data.resolve("deployer/deployed.txt")),
                report,
                () -> now,
                faults);
    }

    private void put(String file, byte[] bytes) throws IOException {
        Files.write(deploy.resolve(file), bytes);
        Files.setLastModifiedTime(deploy.resolve(file), FileTime.fromMillis(modified++));
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            deployer.round();
        }
    }

    @Test
    void takesAFileThatHasComeToRest() throws IOException {
        put("a.jar", Arrays.copyOf(ONE, 300));
        rounds(1);
        put("a.jar", Arrays.copyOf(ONE, 600));
        rounds(1);
        put("a.jar", ONE);
        rounds(1);
        assertThat(host.calls).isEmpty();
        rounds(5);
        assertThat(host.calls).containsExactly("install acme 1.0.0");
        assertThat(lines).containsExactly("INFO Installed and active: acme 1.0.0 from deploy/a.jar in 0 ms");
    }

    @Test
    void tellsWhatBecomesOfBundlesByTheirNames() throws IOException {
        put("a.jar", ONE);
        rounds(3);
        put("a.jar", "no jar at all".getBytes(StandardCharsets.UTF_8));
        rounds(3);
        assertThat(DeployHealth.of(report.statuses()))
                .as("perhaps it is still being copied")
                .extracting(HealthComponent::status)
                .containsExactly(Status.UP);
        now = now.plus(Duration.ofSeconds(5));
        rounds(3);
        HealthComponent refused = DeployHealth.of(report.statuses()).get(0);
        assertThat(refused.name()).isEqualTo("a.jar");
        assertThat(refused.status()).isEqualTo(Status.DEGRADED);
        assertThat(refused.detail()).contains("not a complete jar");
        Files.delete(deploy.resolve("a.jar"));
        rounds(3);
        assertThat(DeployHealth.of(report.statuses()))
                .extracting(HealthComponent::detail)
                .containsExactly("Every file in deploy/ runs.");

        assertThat(told).containsExactly("acme BUNDLE_INSTALLED", "a.jar BUNDLE_REFUSED", "acme BUNDLE_REMOVED");
    }

    @Test
    void looksOnlyAtVisibleJars() throws IOException {
        put(".a.jar", ONE);
        put("a.jar.part", ONE);
        Files.createDirectory(deploy.resolve("folder.jar"));
        rounds(4);
        assertThat(host.calls).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void warnsOnceOfACopyThatStalls() throws IOException {
        put("a.jar", Arrays.copyOf(ONE, 600));
        rounds(3);
        now = now.plus(Duration.ofMillis(4_999));
        rounds(1);
        assertThat(lines).isEmpty();
        now = now.plus(Duration.ofMillis(1));
        rounds(3);
        put("a.jar", Arrays.copyOf(ONE, 700));
        rounds(3);
        now = now.plus(Duration.ofSeconds(60));
        rounds(3);
        assertThat(lines)
                .containsExactly("WARN Not deployed: deploy/a.jar, the file is not a complete jar: the directory at its"
                        + " end is missing. Copy it again; until then it is not used.");
        put("a.jar", ONE);
        rounds(2);
        assertThat(host.running()).containsExactly("acme 1.0.0");
    }

    @Test
    void keepsWhatRunsWhenItsFileIsTruncatedAndAcrossARestartToo() throws IOException {
        put("a.jar", ONE);
        put("b.jar", OTHER);
        rounds(2);
        put("a.jar", Arrays.copyOf(ONE, 600));
        rounds(3);
        now = now.plus(Duration.ofSeconds(5));
        rounds(1);
        assertThat(lines.get(2)).contains("What this file brought before goes on");

        host.clean();
        restart();
        rounds(3);
        assertThat(host.running()).containsExactlyInAnyOrder("acme 1.0.0", "other 1.0.0");
    }

    @Test
    void refusesAtOnceAndSaysWhyOnce() throws IOException {
        put(
                "a.jar",
                TestJar.bundle("acme", "1.0.0", "x")
                        .header("Require-Bundle", "b")
                        .bytes());
        rounds(10);
        assertThat(lines)
                .containsExactly("WARN Not deployed: deploy/a.jar, manifest header Require-Bundle: expected none,"
                        + " found b. Import packages instead.");
        assertThat(host.calls).isEmpty();
    }

    @Test
    void newBytesAndANewVersionComeBesideWhatTheyReplaceWhichThenGoes() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        put("a.jar", ONE);
        rounds(2);
        put("a.jar", ONE_AGAIN);
        rounds(2);
        put("a.jar", NEWER);
        rounds(2);
        assertThat(host.calls)
                .containsExactly(
                        "install acme 1.0.0",
                        "install acme 1.0.0",
                        "uninstall acme 1.0.0",
                        "install acme 1.1.0",
                        "uninstall acme 1.0.0");
        assertThat(host.running()).containsExactly("acme 1.1.0");
    }

    @Test
    void keepsTheOldBytesWhenTheNewOnesDoNotRun() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        String good = host.hashOf("acme 1.0.0");
        put("a.jar", NEWER);
        host.broken.add(hash(NEWER));
        rounds(3);
        assertThat(host.hashOf("acme 1.0.0")).isEqualTo(good);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARN Not deployed: deploy/a.jar, it cannot be started")
                        .endsWith("What this file brought before goes on running."));
        put("a.jar", ONE_AGAIN);
        rounds(2);
        assertThat(host.hashOf("acme 1.0.0")).isEqualTo(hash(ONE_AGAIN));
    }

    @Test
    void whatWasReplacedStaysForAsLongAsAnIntegrationIsBoundToIt() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        host.bound.add(hash(ONE));
        put("a.jar", ONE_AGAIN);
        rounds(5);
        assertThat(host.running()).containsExactly("acme 1.0.0", "acme 1.0.0");
        assertThat(host.stays).containsEntry(hash(ONE), Stay.REPLACED);
        host.bound.clear();
        rounds(1);
        assertThat(host.running()).containsExactly("acme 1.0.0");
        assertThat(host.hashOf("acme 1.0.0")).isEqualTo(hash(ONE_AGAIN));
        assertThat(lines.get(lines.size() - 1)).startsWith("INFO Uninstalled: acme 1.0.0, sha-256 " + hash(ONE));
    }

    @Test
    void whatWasReplacedAndIsStillBoundComesBackAfterARestartAndFirst() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        host.bound.add(hash(ONE));
        put("a.jar", NEWER);
        rounds(2);
        for (boolean kept : new boolean[] {true, false}) {
            if (!kept) {
                host.clean();
            }
            restart();
            rounds(3);
            assertThat(host.running()).as("kept " + kept).containsExactly("acme 1.0.0", "acme 1.1.0");
        }
        host.bound.clear();
        rounds(1);
        assertThat(host.running()).containsExactly("acme 1.1.0");
    }

    @Test
    void theOldJarCopiedBackIsWantedAgain() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        host.bound.add(hash(ONE));
        put("a.jar", NEWER);
        rounds(2);
        host.bound.add(hash(NEWER));
        put("a.jar", ONE);
        rounds(2);
        assertThat(host.stays).containsEntry(hash(ONE), Stay.WANTED).containsEntry(hash(NEWER), Stay.REPLACED);
        host.bound.remove(hash(NEWER));
        rounds(1);
        assertThat(host.running()).containsExactly("acme 1.0.0");
    }

    @Test
    void aRemovedConnectorGoesWhenItsIntegrationsHaveLetItGoOrAfterHalfAMinute() throws IOException {
        put("a.jar", ONE);
        put("b.jar", OTHER);
        rounds(2);
        host.bound.add(hash(ONE));
        host.bound.add(hash(OTHER));
        Files.delete(deploy.resolve("a.jar"));
        Files.delete(deploy.resolve("b.jar"));
        rounds(3);
        assertThat(host.running()).hasSize(2);
        assertThat(host.stays).containsEntry(hash(ONE), Stay.LEAVING);
        host.bound.remove(hash(ONE));
        rounds(1);
        assertThat(host.running()).containsExactly("other 1.0.0");
        now = now.plus(Duration.ofSeconds(30));
        rounds(1);
        assertThat(host.running()).isEmpty();
    }

    @Test
    void uninstallsWhenTheFileIsGoneAndInstallsWhenItIsBack() throws IOException {
        put("a.jar", ONE);
        put("b.jar", OTHER);
        rounds(2);
        Files.delete(deploy.resolve("a.jar"));
        rounds(1);
        assertThat(host.running()).hasSize(2);
        rounds(3);
        assertThat(host.running()).containsExactly("other 1.0.0");
        put("a.jar", ONE);
        rounds(2);
        assertThat(host.calls)
                .containsExactly(
                        "install acme 1.0.0", "install other 1.0.0", "uninstall acme 1.0.0", "install acme 1.0.0");
    }

    @Test
    void doesNothingWhenAFileIsReplacedByDeletingItFirst() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        Files.delete(deploy.resolve("a.jar"));
        rounds(1);
        put("a.jar", ONE);
        rounds(3);
        assertThat(host.calls).containsExactly("install acme 1.0.0");
    }

    @Test
    void doesNothingWhenAFileIsRenamed() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        Files.move(deploy.resolve("a.jar"), deploy.resolve("z.jar"));
        rounds(4);
        assertThat(host.calls).containsExactly("install acme 1.0.0");
        Files.delete(deploy.resolve("z.jar"));
        rounds(2);
        assertThat(host.running()).isEmpty();
    }

    @Test
    void keepsABundleUntilTheLastOfItsFilesIsGone() throws IOException {
        put("a.jar", ONE);
        put("b.jar", ONE);
        rounds(2);
        Files.delete(deploy.resolve("a.jar"));
        rounds(3);
        assertThat(host.calls).containsExactly("install acme 1.0.0");
        assertThat(lines.get(lines.size() - 1)).contains("goes on from another file");
        Files.delete(deploy.resolve("b.jar"));
        rounds(3);
        assertThat(host.running()).isEmpty();
    }

    @Test
    void goesBackToTheEarlierFileWhenTheLaterOneIsGone() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        put("b.jar", ONE_AGAIN);
        rounds(2);
        assertThat(host.hashOf("acme 1.0.0")).isEqualTo(hash(ONE_AGAIN));
        host.clean();
        restart();
        rounds(2);
        assertThat(host.hashOf("acme 1.0.0")).isEqualTo(hash(ONE_AGAIN));
        Files.delete(deploy.resolve("b.jar"));
        rounds(2);
        assertThat(host.hashOf("acme 1.0.0")).isEqualTo(hash(ONE));
        assertThat(host.running()).hasSize(1);
    }

    @Test
    void saysThatTwoVersionsRunSideBySide() throws IOException {
        put("a.jar", ONE);
        put("b.jar", NEWER);
        rounds(2);
        assertThat(host.running()).containsExactly("acme 1.0.0", "acme 1.1.0");
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("WARN Two versions of one bundle"));
    }

    @Test
    void bringsEverythingBackWhetherTheFrameworkKeptItOrNot() throws IOException {
        put("a.jar", ONE);
        put("b.jar", OTHER);
        rounds(2);

        host.calls.clear();
        restart();
        rounds(3);
        assertThat(host.calls).containsExactly("start acme 1.0.0", "start other 1.0.0");

        host.calls.clear();
        host.clean();
        restart();
        rounds(3);
        assertThat(host.calls).containsExactly("install acme 1.0.0", "install other 1.0.0");
    }

    @Test
    void uninstallsAfterARestartWhatWasRemovedMeanwhile() throws IOException {
        put("a.jar", ONE);
        put("b.jar", OTHER);
        rounds(2);
        Files.delete(deploy.resolve("a.jar"));
        restart();
        rounds(1);
        assertThat(host.running()).containsExactly("other 1.0.0");
    }

    @Test
    void endsWithOneBundleAfterACrashBetweenInstallingAndRemembering() throws IOException {
        for (boolean kept : new boolean[] {true, false}) {
            put("a.jar", kept ? ONE : ONE_AGAIN);
            crash = true;
            rounds(1);
            assertThatThrownBy(() -> rounds(1)).hasMessage("crash");
            crash = false;
            if (!kept) {
                host.clean();
            }
            restart();
            rounds(3);
            assertThat(host.running()).containsExactly("acme 1.0.0");
            assertThat(host.hashOf("acme 1.0.0")).isEqualTo(hash(kept ? ONE : ONE_AGAIN));
        }
    }

    @Test
    void survivesTheLossOfItsOwnCopiesAndState() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        Files.writeString(data.resolve("deployer/deployed.txt"), "nonsense\n");
        Files.delete(data.resolve("deployer/staged").resolve(hash(ONE) + ".jar"));
        restart();
        rounds(3);
        assertThat(host.running()).containsExactly("acme 1.0.0");
    }

    @Test
    void doesNotTakeAVanishedFolderForAnEmptyOne() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        Files.move(deploy, data.resolve("elsewhere"));
        rounds(5);
        assertThat(host.running()).containsExactly("acme 1.0.0");
        assertThat(lines).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
        Files.move(data.resolve("elsewhere"), deploy);
        rounds(3);
        assertThat(host.calls).containsExactly("install acme 1.0.0");
    }

    @Test
    void keepsNoCopyThatIsNotWanted() throws IOException {
        put("a.jar", ONE);
        rounds(2);
        put("a.jar", NEWER);
        rounds(2);
        assertThat(data.resolve("deployer/staged")).isDirectoryContaining(path -> path.endsWith(hash(NEWER) + ".jar"));
        assertThat(data.resolve("deployer/staged").toFile().list()).hasSize(1);
    }

    @Test
    void refusesAFileNameThatCouldForgeALogLine() throws IOException {
        put("a\nINFO b.jar", ONE);
        rounds(3);
        assertThat(lines).singleElement().asString().contains("the file's name").doesNotContain("\n");
        assertThat(host.calls).isEmpty();
    }

    private static String hash(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
