/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.model.CatalogRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What another process can do to the store: kill its writer, or open it a second time. */
final class DurabilityTest {
    private static final int KILLS = Integer.getInteger("bascule.durability.kills", 5);
    private static final int WRITES = Integer.getInteger("bascule.durability.writes", 1_500);

    @TempDir
    private Path folder = Path.of("replaced");

    private Process startWriter(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * All of them in one file: what is left to find after a kill depends on what earlier ones left. A file that is opened without
     * {@link Recovery} loses commits only when it is large: see decision 9 for the numbers that show it.
     */
    @Test
    void nothingAcknowledgedIsMissingAfterKills() throws IOException, InterruptedException {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeUntilKilled("run" + kill));

            try (JdbcCatalogStore store = JdbcCatalogStore.open(StoreUrl.below(folder))) {
                Set<String> there =
                        store.read(transaction -> transaction.records().page("customer", null, 1_000_000)).stream()
                                .map(CatalogRecord::id)
                                .collect(Collectors.toSet());
                assertThat(acknowledged.stream().filter(id -> !there.contains(id)))
                        .as("missing after kill %d", kill)
                        .isEmpty();
            }
        }
    }

    private List<String> writeUntilKilled(String name) throws IOException, InterruptedException {
        Process writer = startWriter(name);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String id = output.readLine(); id != null; id = output.readLine()) {
                acknowledged.add(id);
                if (acknowledged.size() == WRITES) {
                    writer.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The pipe breaks with the process; what was read was acknowledged.
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WRITES);
        // The last line may be cut off in the middle.
        acknowledged.remove(acknowledged.size() - 1);
        return acknowledged;
    }

    @Test
    void aSecondProcessIsRefusedWithWhatToDo() throws IOException, InterruptedException {
        Process writer = startWriter("run");
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isNotNull();

            assertThatThrownBy(() -> JdbcCatalogStore.open(StoreUrl.below(folder)))
                    .isInstanceOf(BasculeException.class)
                    .hasMessageContainingAll("in use by another process", "Stop the other runtime");
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theFolderIsForItsOwnerOnly() throws IOException {
        JdbcCatalogStore.open(StoreUrl.below(folder)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("catalog"))))
                .isEqualTo("rwx------");
    }
}
