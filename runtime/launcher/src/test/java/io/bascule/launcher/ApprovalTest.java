/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import io.bascule.launcher.Approval.Policy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.framework.util.FelixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** In a real framework: what is not approved never runs, however it came in. */
final class ApprovalTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Path list = Path.of("replaced");
    private Path certificates = Path.of("replaced");

    @BeforeEach
    void files() {
        list = folder.resolve("approved-bundles.txt");
        certificates = folder.resolve("approved-certificates.pem");
    }

    private interface Work {
        void in(BundleContext context, ApprovalHook hook) throws Exception;
    }

    private void framework(Policy policy, Work work) throws Exception {
        Path storage = folder.resolve("cache");
        ApprovalHook hook = new ApprovalHook(new Approval(policy, list, certificates), storage, warnings::add);
        Map<String, Object> properties = Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                FelixConstants.SYSTEMBUNDLE_ACTIVATORS_PROP,
                List.of(hook),
                "felix.log.level",
                "0");
        Framework framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        try {
            work.in(framework.getBundleContext(), hook);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static Bundle install(BundleContext context, byte[] jar) throws BundleException {
        // As the console does with an upload: a stream, and a location of its own making.
        return context.installBundle("inputstream:upload-" + jar.length, new ByteArrayInputStream(jar));
    }

    @Test
    void openLetsEverythingRun() throws Exception {
        framework(Policy.OPEN, (context, hook) -> {
            Bundle bundle = install(context, bundle("acme"));
            bundle.start();
            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        });
    }

    @Test
    void aListedJarRunsAndAnotherIsToldItsHashAndWhereToAddIt() throws Exception {
        byte[] acme = bundle("acme");
        framework(Policy.LISTED, (context, hook) -> {
            Bundle bundle = install(context, acme);
            assertThat(warnings).singleElement().asString().contains(hash(acme), list.toString(), "acme");
            assertThatThrownBy(bundle::start)
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining(hash(acme))
                    .hasMessageContaining(list.toString());
            assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);

            Files.writeString(list, "# ours\n" + hash(acme).toUpperCase(java.util.Locale.ROOT) + "  acme, by Ada\n");
            bundle.start();
            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        });
    }

    @Test
    void otherBytesOfAListedBundleAndThoseOfTheDistributionAreKeptOut() throws Exception {
        byte[] acme = bundle("acme");
        Path system = folder.resolve("system.jar");
        Files.write(system, bundle("system"));
        Files.writeString(list, hash(acme) + "\n");
        framework(Policy.LISTED, (context, hook) -> {
            Bundle listed = install(context, acme);
            listed.start();
            Bundle own = context.installBundle("reference:" + system.toUri());
            hook.isOwn(own);
            own.start();
            assertThat(own.getState()).as("what the distribution brings").isEqualTo(Bundle.ACTIVE);
            for (Bundle bundle : List.of(listed, own)) {
                assertThatThrownBy(() -> bundle.update(new ByteArrayInputStream(bundle("other"))))
                        .isInstanceOf(BundleException.class);
                // The framework goes back to the bytes from before where it can.
                assertThat(bundle.getState() == Bundle.ACTIVE
                                && bundle.getSymbolicName().equals("other"))
                        .isFalse();
            }
        });
    }

    @Test
    void aJarByReferenceIsKeptOutForItMayChange() throws Exception {
        Path jar = folder.resolve("acme.jar");
        Files.write(jar, bundle("acme"));
        Files.writeString(list, hash(Files.readAllBytes(jar)) + "\n");
        framework(Policy.LISTED, (context, hook) -> {
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            assertThatThrownBy(bundle::start).hasMessageContaining("by reference");
        });
    }

    @Test
    void anExtensionOfTheFrameworkIsThrownOutAtOnce() throws Exception {
        framework(Policy.LISTED, (context, hook) -> {
            install(context, bundle("acme", "Fragment-Host", "system.bundle; extension:=framework"));
            assertThat(context.getBundles()).hasSize(1);
        });
    }

    @Test
    void aJarSignedByAKnownCertificateRunsAndNoOther() throws Exception {
        KeyStore ours = keys("ours");
        KeyStore theirs = keys("theirs");
        Files.writeString(
                certificates,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ours.getCertificate("key").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        byte[] good = sign(bundle("acme"), ours);
        framework(Policy.SIGNED, (context, hook) -> {
            Bundle bundle = install(context, good);
            bundle.start();
            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        });
        Approval approval = new Approval(Policy.SIGNED, list, certificates);
        assertThat(approval.refusal(file(good))).isEmpty();
        assertThat(approval.refusal(file(bundle("acme")))).get().asString().contains(certificates.toString());
        assertThat(approval.refusal(file(sign(bundle("acme"), theirs)))).isPresent();
        assertThat(approval.refusal(file(with(good, "extra.txt", "unsigned"))))
                .get()
                .asString()
                .contains("extra.txt");
        assertThat(approval.refusal(file(with(good, "data.txt", "changed")))).isPresent();
    }

    @Test
    void theSettingNamesAPolicy() throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        RunOptions options = RunOptions.parse(List.of());
        assertThat(Approval.of(Settings.read(etc, options), etc).policy()).isEqualTo(Policy.OPEN);
        Files.writeString(etc.resolve("bascule.properties"), "bascule.approval = signed\n");
        assertThat(Approval.of(Settings.read(etc, options), etc).policy()).isEqualTo(Policy.SIGNED);
        Files.writeString(etc.resolve("bascule.properties"), "bascule.approval = yes\n");
        assertThatThrownBy(() -> Approval.of(Settings.read(etc, options), etc))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("open, listed or signed");
    }

    private Path file(byte[] jar) throws IOException {
        return Files.write(Files.createTempFile(folder, "jar", ".jar"), jar);
    }

    private static byte[] bundle(String name, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("data.txt"));
            jar.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The jar with one entry added, or with other bytes in it. */
    private byte[] with(byte[] jar, String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile old = new JarFile(file(jar).toFile(), false);
                JarOutputStream changed = new JarOutputStream(bytes)) {
            for (JarEntry entry : java.util.Collections.list(old.entries())) {
                if (!entry.getName().equals(name)) {
                    changed.putNextEntry(new JarEntry(entry.getName()));
                    old.getInputStream(entry).transferTo(changed);
                }
            }
            changed.putNextEntry(new JarEntry(name));
            changed.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private KeyStore keys(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private byte[] sign(byte[] jar, KeyStore keys) throws Exception {
        KeyStore.PrivateKeyEntry key =
                (KeyStore.PrivateKeyEntry) keys.getEntry("key", new KeyStore.PasswordProtection(PASSWORD));
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        try (ZipFile unsigned = new ZipFile(file(jar).toFile())) {
            new JarSigner.Builder(key).build().sign(unsigned, signed);
        }
        return signed.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
