/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import io.bascule.demo.oracle.Change;
import io.bascule.demo.oracle.Edit;
import io.bascule.demo.oracle.Edit.Kind;
import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class EditJournalTest {
    @TempDir
    Path folder;

    @Test
    void theLastLineOfAnEditCounts() {
        Path file = folder.resolve("edits.jsonl");
        try (EditJournal journal = EditJournal.open(file)) {
            journal.write(edit("e1", Outcome.UNKNOWN));
            journal.write(edit("e2", Outcome.UNKNOWN));
            journal.write(edit("e1", Outcome.ACKNOWLEDGED));
        }
        assertThat(EditJournal.read(file))
                .containsExactly(edit("e1", Outcome.ACKNOWLEDGED), edit("e2", Outcome.UNKNOWN));
    }

    @Test
    void aTornLastLineIsLeftOut() throws IOException {
        Path file = folder.resolve("edits.jsonl");
        try (EditJournal journal = EditJournal.open(file)) {
            journal.write(edit("e1", Outcome.REFUSED));
        }
        Files.writeString(file, "{\"id\":\"e2\",\"ki", StandardOpenOption.APPEND);
        assertThat(EditJournal.read(file)).containsExactly(edit("e1", Outcome.REFUSED));
    }

    @Test
    void anEmptyJournalHasNoEdits() {
        Path file = folder.resolve("edits.jsonl");
        EditJournal.open(file).close();
        assertThat(EditJournal.read(file)).isEmpty();
    }

    @Test
    void aValueNamesItsEditAndOnlyTheLastOne() {
        assertThat(Tokens.value("e7", "notes", "Morning #e3")).isEqualTo("Morning #e7");
        assertThat(Tokens.value("e7", "notes", null)).isEqualTo("Seen #e7");
        assertThat(Tokens.value("e7", "phone", "+43 1 123")).isEqualTo("+43 720 0000007");
    }

    private static Edit edit(String id, Outcome outcome) {
        return new Edit(
                id,
                Kind.UPDATE,
                Side.SHOP,
                new Subject("customer", "ada@example.org"),
                "1001",
                new TreeMap<>(Map.of("notes", new Change(null, "Žluťoučký #" + id))),
                outcome,
                Instant.parse("2026-01-31T12:00:00.123456Z"));
    }
}
