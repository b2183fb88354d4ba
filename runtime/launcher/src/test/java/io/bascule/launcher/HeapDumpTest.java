/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class HeapDumpTest {
    @TempDir
    private Path folder = Path.of("replaced");

    @Test
    void whoRunsOutOfMemoryLeavesTheFirstDumpToItsOwnerAlone() throws Exception {
        Path file = folder.resolve("out-of-memory.hprof");

        assertThat(exhaust(file)).isEqualTo("no earlier dump");
        assertThat(file).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        long size = Files.size(file);
        assertThat(exhaust(file)).isEqualTo("an earlier dump");
        assertThat(Files.size(file)).isEqualTo(size);
        assertThat(folder).isDirectoryNotContaining("glob:**.hprof.*");
    }

    private String exhaust(Path file) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Glutton.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8).get(0);
    }

    /** A program that wants more than there is. */
    static final class Glutton {
        private Glutton() {}

        /** @param arguments where the dump goes */
        public static void main(String... arguments) {
            System.out.println(HeapDump.writeTo(Path.of(arguments[0])) ? "an earlier dump" : "no earlier dump");
            List<byte[]> all = new ArrayList<>();
            while (!all.contains(new byte[0])) {
                all.add(new byte[1 << 20]);
            }
        }
    }
}
