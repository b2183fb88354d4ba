/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class JournalTest {
    @TempDir
    Path folder;

    @Test
    void givesBackEveryEntryInOrderAfterReopening() {
        try (Journal journal = open(new ArrayList<>())) {
            for (int number = 1; number <= 3; number++) {
                journal.awaitDurable(journal.append(entry("write " + number)));
            }
        }
        List<ObjectNode> restored = new ArrayList<>();
        try (Journal journal = open(restored)) {
            assertThat(restored)
                    .extracting(entry -> entry.path("what").asText())
                    .containsExactly("write 1", "write 2", "write 3");
            assertThat(journal.last()).isEqualTo(3);
            assertThat(journal.append(entry("write 4"))).isEqualTo(4);
            assertThat(journal.read(2, 10, entry -> true))
                    .extracting(entry -> entry.path("sequence").asLong())
                    .containsExactly(3L, 4L);
        }
    }

    @Test
    void dropsALastLineThatACrashCutShort() throws IOException {
        try (Journal journal = open(new ArrayList<>())) {
            journal.append(entry("whole"));
        }
        Files.write(file(), "{\"sequence\":2,\"wh".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

        List<ObjectNode> restored = new ArrayList<>();
        try (Journal journal = open(restored)) {
            assertThat(restored).hasSize(1);
            journal.append(entry("next"));
        }
        restored.clear();
        try (Journal journal = open(restored)) {
            assertThat(restored)
                    .extracting(entry -> entry.path("what").asText())
                    .containsExactly("whole", "next");
            assertThat(journal.last()).isEqualTo(2);
        }
    }

    @Test
    void refusesADamagedLineInTheMiddle() throws IOException {
        Files.writeString(file(), "{\"sequence\":1}\nnonsense\n{\"sequence\":3}\n");

        assertThatThrownBy(() -> open(new ArrayList<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void refusesAFileThatIsInUse() {
        try (Journal journal = open(new ArrayList<>())) {
            assertThatThrownBy(() -> open(new ArrayList<>())).hasMessageContaining("in use");
            assertThat(journal.append(entry("still mine"))).isEqualTo(1);
        }
    }

    @Test
    void numbersTheEntriesOfManyThreadsWithoutAGap() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Journal journal = open(new ArrayList<>())) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                writers.add(threads.submit(() -> {
                    for (int number = 0; number < 50; number++) {
                        journal.awaitDurable(journal.append(entry("x")));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        List<ObjectNode> restored = new ArrayList<>();
        try (Journal journal = open(restored)) {
            assertThat(journal.last()).isEqualTo(400);
            assertThat(restored).hasSize(400);
        }
    }

    private Journal open(List<ObjectNode> restored) {
        return Journal.open(file(), restored::add);
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private static ObjectNode entry(String what) {
        return Json.object().put("what", what);
    }
}
