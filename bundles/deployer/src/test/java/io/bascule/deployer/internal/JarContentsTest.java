/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class JarContentsTest {
    private final JarContents contents = new JarContents(17);

    @TempDir
    private Path folder;

    private void check(byte[] bytes) throws IOException, Refusal {
        contents.check(Files.write(folder.resolve("x.jar"), bytes));
    }

    private Refusal refusal(byte[] bytes) {
        return catchThrowableOfType(Refusal.class, () -> check(bytes));
    }

    private static TestJar good() {
        return TestJar.bundle("a", "1.0.0", "one");
    }

    @Test
    void acceptsAGoodJar() throws Exception {
        assertThat(contents.check(Files.write(folder.resolve("x.jar"), good().bytes()))
                        .getMainAttributes()
                        .getValue("Test-Value"))
                .isEqualTo("one");
    }

    @Test
    void noticesACutAtEveryOffset() {
        byte[] bytes = good().bytes();
        for (int length = 0; length < bytes.length; length++) {
            Refusal refusal = refusal(Arrays.copyOf(bytes, length));
            assertThat(refusal).as("cut at " + length).isNotNull();
            assertThat(refusal.isIncomplete()).as("cut at " + length).isTrue();
        }
    }

    @Test
    void noticesACutBehindAJarInside() {
        byte[] inner = good().bytes();
        byte[] outer =
                good().entry("lib/inner.bin", inner).entry("z", new byte[10]).bytes();
        // A stored entry would stand in the file as it is: build that case by hand.
        byte[] cut = new byte[200 + inner.length];
        System.arraycopy(outer, 0, cut, 0, 200);
        System.arraycopy(inner, 0, cut, 200, inner.length);
        assertThat(refusal(cut).isIncomplete()).isTrue();
    }

    @Test
    void noticesAHoleOfZerosInAFileOfFullLength() {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        byte[] bytes = good().entry("noise", noise).bytes();
        Arrays.fill(bytes, bytes.length - 15_000, bytes.length - 10_000, (byte) 0);
        assertThat(refusal(bytes).isIncomplete()).isTrue();
    }

    @Test
    void noticesAChangedByteInEveryStretch() {
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);
        byte[] bytes = good().entry("noise", noise).bytes();
        int from = bytes.length - 1_500;
        for (int at = from; at < from + 1_000; at += 97) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x55;
            assertThat(refusal(changed)).as("byte " + at).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "/etc/x",
                "C:/x",
                "a\\..\\x",
                "a//x",
                "./x",
                "a/./x",
                "x\u0000y",
                "x\ny",
                ".."
            })
    void refusesNamesThatLeadOutside(String name) {
        Refusal refusal = refusal(good().entry(name, new byte[1]).bytes());
        assertThat(refusal.text()).contains("relative path");
        assertThat(refusal.isIncomplete()).isFalse();
    }

    @Test
    void refusesANameTwice() {
        byte[] bytes =
                good().entry("aaaa", new byte[1]).entry("bbbb", new byte[1]).bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("bbbb", "aaaa");
        assertThat(refusal(text.getBytes(StandardCharsets.ISO_8859_1)).text()).contains("twice");
    }

    @Test
    void refusesAnEntryThatBursts() {
        assertThat(refusal(good().entry("zeros", new byte[5 << 20]).bytes()).text())
                .contains("packed size");
    }

    @Test
    void refusesTooManyEntries() {
        TestJar jar = good();
        for (int i = 0; i < 5_000; i++) {
            jar.entry("e" + i, new byte[0]);
        }
        assertThat(refusal(jar.bytes()).text()).contains("5000 entries");
    }

    @Test
    void refusesClassesForANewerJava() {
        byte[] newer = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 65};
        assertThat(refusal(good().entry("a/B.class", newer).bytes()).text())
                .contains("Java 21")
                .contains("--release 17");
        assertThatThrownBy(() -> check(good().entry("META-INF/versions/21/a/B.class", newer)
                        .entry("../x", newer)
                        .bytes()))
                .hasMessageContaining("relative path");
    }

    @Test
    void refusesAJarWithoutManifest() {
        byte[] bytes = good().bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("MANIFEST.MF", "MANIFEST.XX");
        assertThat(refusal(text.getBytes(StandardCharsets.ISO_8859_1)).text()).contains("no manifest");
    }
}
