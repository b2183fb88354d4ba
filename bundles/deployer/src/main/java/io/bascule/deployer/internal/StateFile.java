/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Remembers over restarts which bytes were accepted last from which file, and which bundle they went into. */
final class StateFile {
    private static final String HEADER =
            "# Written by Bascule. file, sha-256, bundle location, bundle last modified, whether"
                    + " it is wanted or another one has replaced it";

    private static final String WANTED = "wanted";

    private final Path file;

    StateFile(Path file) {
        this.file = file;
    }

    /**
     * One file.
     *
     * @param file its name
     * @param sha256 the bytes accepted last
     * @param location the location of their bundle
     * @param lastModified when that bundle was last changed; another value means that it has other bytes
     * @param wanted whether the file stands for it; otherwise another jar has replaced it, and it stays for those who need it
     */
    record Entry(String file, String sha256, String location, long lastModified, boolean wanted) {}

    /** What was stored, in the order in which the files came; lines that are no such lines are left out. */
    List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!Files.exists(file)) {
            return entries;
        }
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            if (parts.length >= 4 && parts[1].matches("[0-9a-f]{64}") && parts[3].matches("\\d{1,18}")) {
                entries.add(new Entry(
                        parts[0],
                        parts[1],
                        parts[2],
                        Long.parseLong(parts[3]),
                        parts.length == 4 || parts[4].equals(WANTED)));
            }
        }
        return entries;
    }

    /** Stores the entries: whole and durable, or not at all. */
    void write(List<Entry> entries) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Entry entry : entries) {
            text.append(entry.file())
                    .append('\t')
                    .append(entry.sha256())
                    .append('\t')
                    .append(entry.location())
                    .append('\t')
                    .append(entry.lastModified())
                    .append('\t')
                    .append(entry.wanted() ? WANTED : "replaced")
                    .append('\n');
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
