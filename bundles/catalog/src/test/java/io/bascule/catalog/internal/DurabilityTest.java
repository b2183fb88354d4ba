/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Work;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.CatalogRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
        return start(KilledWriter.class, name);
    }

    private Process start(Class<?> program, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        folder.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** All of them in one file: what is left to find after a kill depends on what earlier ones left. */
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

    /** With H2 2.5.252, or with several writers at a time, half of a transaction was there after a kill: decision 9. */
    @Test
    void aCommitMetByAKillIsWholeAndLeavesNoRowLocked() throws Exception {
        long[] acknowledged = new long[KilledBulkWriter.WRITERS];
        for (int kill = 0; kill < KILLS; kill++) {
            writeBulkUntilKilled(acknowledged);

            try (JdbcCatalogStore store = JdbcCatalogStore.open(StoreUrl.below(folder))) {
                for (int writer = 0; writer < KilledBulkWriter.WRITERS; writer++) {
                    Set<Long> counts = counts(store, writer);
                    assertThat(counts)
                            .as("counts of writer %d after kill %d", writer, kill)
                            .hasSizeLessThanOrEqualTo(1)
                            .allMatch(atLeast(acknowledged[writer]));
                    CompletableFuture<Void> step = stepLater(store, writer);
                    assertThat(step)
                            .as("rows of writer %d after kill %d can be changed", writer, kill)
                            .succeedsWithin(Duration.ofMinutes(1));
                    acknowledged[writer]++;
                }
            }
        }
    }

    private static Predicate<Long> atLeast(long count) {
        return found -> found >= count;
    }

    private static CompletableFuture<Void> stepLater(JdbcCatalogStore store, int writer) {
        return CompletableFuture.runAsync(() -> KilledBulkWriter.step(store, writer));
    }

    /** How often a writer's rows were counted on; one number, unless a transaction is there in part. */
    private static Set<Long> counts(JdbcCatalogStore store, int writer) {
        Set<Long> counts = new HashSet<>();
        for (int i = 0; i < KilledBulkWriter.rows(writer); i++) {
            String id = KilledBulkWriter.row(writer, i);
            counts.add(store.read(tx -> tx.work().find(id).map(Work::revision).orElse(0L)));
        }
        return counts;
    }

    private void writeBulkUntilKilled(long[] acknowledged) throws IOException, InterruptedException {
        Process writer = start(KilledBulkWriter.class, "bulk");
        int commits = 0;
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null && line.length() == 1; line = output.readLine()) {
                acknowledged[Integer.parseInt(line)]++;
                commits++;
                if (commits == WRITES / 5) {
                    writer.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The pipe breaks with the process; what was read was acknowledged.
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(commits).isGreaterThanOrEqualTo(WRITES / 5);
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
