/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of connections, mappings and their documents below {@code etc}, as they are on disk: what File Install makes of a file
 * has neither lines nor doubled keys nor wrong bytes any more. Used by one thread at a time.
 */
public final class EtcFolder {
    /** How long a file must have been the same before it is looked at: nobody reads half a copy. */
    static final Duration SETTLING = Duration.ofMillis(150);

    private static final Logger log = LoggerFactory.getLogger(EtcFolder.class);
    private static final int MOST_BYTES = 1_000_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path folder;

    /** What was last taken from each file. */
    private final Map<ConfigurationId, byte[]> settled = new HashMap<>();

    private final Map<ConfigurationId, Changing> changing = new HashMap<>();
    private final Set<String> complained = new HashSet<>();
    private boolean lookedBefore;

    /** What a file holds that has not been the same for long. */
    private record Changing(ByteBuffer bytes, Instant since) {}

    /** The files below this folder, which need not exist. */
    public EtcFolder(Path folder) {
        this.folder = folder;
    }

    /** The file of a configuration. */
    Path file(ConfigurationId id) {
        return folder.resolve(id.file());
    }

    /** All files with proper names; one that changes at this moment as it was before, if it was there. */
    SortedMap<ConfigurationId, byte[]> read(Instant now) {
        SortedMap<ConfigurationId, byte[]> found = new TreeMap<>();
        list(folder, ConfigurationId::ofFile, found);
        list(folder.resolve("mappings"), ConfigurationId::ofDocument, found);
        settled.keySet().retainAll(found.keySet());
        changing.keySet().retainAll(found.keySet());
        SortedMap<ConfigurationId, byte[]> files = new TreeMap<>();
        found.forEach((id, bytes) -> {
            if (!lookedBefore || isSettled(id, bytes, now)) {
                settled.put(id, bytes);
                changing.remove(id);
            }
            byte[] taken = settled.get(id);
            if (taken != null) {
                files.put(id, taken);
            }
        });
        lookedBefore = true;
        return files;
    }

    /** Whether a file has changed too shortly ago to be taken. */
    boolean isChanging() {
        return !changing.isEmpty();
    }

    /** A file that we wrote ourselves, whole, is taken at once. */
    void wrote(ConfigurationId id, String text) {
        settled.put(id, text.getBytes(StandardCharsets.UTF_8));
        changing.remove(id);
    }

    private boolean isSettled(ConfigurationId id, byte[] bytes, Instant now) {
        if (Arrays.equals(settled.get(id), bytes)) {
            return true;
        }
        Changing before = changing.get(id);
        if (before == null || !before.bytes().equals(ByteBuffer.wrap(bytes))) {
            changing.put(id, new Changing(ByteBuffer.wrap(bytes), now));
            return false;
        }
        return !now.isBefore(before.since().plus(SETTLING));
    }

    private void list(
            Path place, Function<String, Optional<ConfigurationId>> naming, SortedMap<ConfigurationId, byte[]> found) {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                Optional<ConfigurationId> id = naming.apply(name);
                if (id.isPresent() && !Files.isDirectory(file)) {
                    Optional<byte[]> bytes = bytes(file);
                    bytes.ifPresent(content -> found.put(id.get(), content));
                } else if (id.isEmpty() && isMeantForUs(name, place)) {
                    complain(file, name);
                }
            }
        } catch (IOException e) {
            log.warn("Folder {} cannot be read: {}", place, e.toString());
        }
    }

    private boolean isMeantForUs(String name, Path place) {
        if (name.startsWith(".") || name.endsWith("~")) {
            return false;
        }
        return place.equals(folder)
                ? (name.endsWith(".cfg") || name.endsWith(".config"))
                        && (name.startsWith(ConfigurationScan.CONNECTION) || name.startsWith(ConfigurationScan.MAPPING))
                : name.endsWith(".json");
    }

    private void complain(Path file, String name) {
        if (complained.add(name)) {
            log.warn(
                    "{} is ignored: {}. Rename it.",
                    file,
                    name.contains("~")
                            ? "a hyphen, not ~, stands between PID and name"
                            : "expected io.bascule.connector.KIND-NAME.cfg, io.bascule.mapping-NAME.TYPE.cfg or"
                                    + " mappings/NAME.TYPE.json, where KIND, NAME and TYPE match "
                                    + ConfigurationId.WORD);
        }
    }

    /** The bytes of a file; those of one that cannot be read are none, so that it is refused and not missing. */
    private static Optional<byte[]> bytes(Path file) {
        try {
            return Optional.of(Files.size(file) > MOST_BYTES ? new byte[MOST_BYTES + 1] : Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", file, e.toString());
            return Optional.of(new byte[MOST_BYTES + 1]);
        }
    }

    /**
     * The text of a file.
     *
     * @throws BasculeException with {@code SETTING_INVALID} if it is not UTF-8, too large or cannot be read
     */
    String text(ConfigurationId id, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw unreadable(
                    id, "a readable file of at most " + MOST_BYTES + " bytes", "a larger one, or no right to read it");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
                throw unreadable(id, "UTF-8 without a byte order mark", "line 1: a byte order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw unreadable(id, "UTF-8", "line " + lineOfFirstMistake(bytes) + ": bytes that are not UTF-8");
        }
    }

    private static int lineOfFirstMistake(byte[] bytes) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(input, java.nio.CharBuffer.allocate(bytes.length + 1), true);
        int line = 1;
        for (int i = 0; i < input.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private BasculeException unreadable(ConfigurationId id, String expected, String found) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "A configuration file cannot be read",
                file(id).toString(),
                expected,
                found,
                "Save it in UTF-8; what ran before goes on meanwhile."));
    }

    /** Changes whenever a file comes, goes or is written. */
    public String stamp() {
        SortedMap<String, String> stamps = new TreeMap<>();
        stamp(folder, stamps);
        stamp(folder.resolve("mappings"), stamps);
        return stamps.toString();
    }

    private static void stamp(Path place, SortedMap<String, String> stamps) {
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.toString().endsWith(".json")
                                || file.toString().endsWith(".cfg"))
                        .forEach(file -> stamps.put(file.toString(), stamp(file)));
            } catch (IOException e) {
                log.warn("Folder {} cannot be read: {}", place, e.toString());
            }
        }
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException e) {
            return "gone";
        }
    }
}
