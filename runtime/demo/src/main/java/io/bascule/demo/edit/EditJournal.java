/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.demo.oracle.Change;
import io.bascule.demo.oracle.Edit;
import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.Subject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the editors did, kept outside of everything that is judged: a file of JSON lines, one when an edit is about to be sent
 * and one when its answer is in. An edit whose second line is missing has an unknown outcome. Thread-safe.
 */
public final class EditJournal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter lines;

    private EditJournal(BufferedWriter lines) {
        this.lines = lines;
    }

    /** Opens a file to append to. */
    public static EditJournal open(Path file) {
        try {
            return new EditJournal(Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't open the journal of edits " + file, e);
        }
    }

    /** Writes an edit down as it stands now; the last line of an id counts. Returns when the line is out of this process. */
    public synchronized void write(Edit edit) {
        try {
            lines.write(JSON.writeValueAsString(json(edit)));
            lines.newLine();
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the journal of edits", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't close the journal of edits", e);
        }
    }

    /** Every edit of a file in the order of the first lines, each as its last line says. A torn last line is left out. */
    public static List<Edit> read(Path file) {
        Map<String, Edit> edits = new LinkedHashMap<>();
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                Edit edit = edit(JSON.readTree(line));
                edits.put(edit.id(), edit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the journal of edits " + file, e);
        }
        return new ArrayList<>(edits.values());
    }

    private static ObjectNode json(Edit edit) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", edit.id());
        json.put("kind", edit.kind().name());
        json.put("side", edit.side().text());
        json.put("type", edit.subject().type());
        json.put("key", edit.subject().key());
        json.put("object", edit.objectId());
        json.put("outcome", edit.outcome().name());
        json.put("at", edit.at().toString());
        ObjectNode changes = json.putObject("changes");
        edit.changes()
                .forEach((path, change) ->
                        changes.putObject(path).put("before", change.before()).put("after", change.after()));
        return json;
    }

    private static Edit edit(JsonNode json) {
        SortedMap<String, Change> changes = new TreeMap<>();
        json.path("changes")
                .properties()
                .forEach(change -> changes.put(
                        change.getKey(),
                        new Change(
                                change.getValue().path("before").textValue(),
                                change.getValue().path("after").textValue())));
        return new Edit(
                json.path("id").textValue(),
                Edit.Kind.valueOf(json.path("kind").textValue()),
                Side.of(json.path("side").textValue()),
                new Subject(json.path("type").textValue(), json.path("key").textValue()),
                json.path("object").textValue(),
                changes,
                Outcome.valueOf(json.path("outcome").textValue()),
                Instant.parse(json.path("at").textValue()));
    }
}
