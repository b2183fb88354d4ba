/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file database of H2.
 *
 * <p>Two things are laid down. {@code WRITE_DELAY=0}: without it H2 acknowledges commits that a kill loses. The file system
 * {@code async}: on H2's plain one an interrupted thread closes the file under everybody (Java closes a {@code FileChannel} whose
 * thread is interrupted). It is the same file, so {@code file:} in a URL is read as {@code async:}.
 *
 * @param path the database's path without {@code .mv.db}, absolute
 * @param settings H2's settings by upper-case name
 */
record H2Url(Path path, Map<String, String> settings) implements StoreUrl {
    static final String PREFIX = "jdbc:h2:";
    private static final String WRITE_DELAY = "WRITE_DELAY";
    /** Settings that can do no harm; INIT, AUTO_SERVER, FILE_LOCK and the like can. */
    private static final Set<String> ALLOWED =
            Set.of(WRITE_DELAY, "CACHE_SIZE", "LOCK_TIMEOUT", "QUERY_CACHE_SIZE", "RETENTION_TIME", "DB_CLOSE_ON_EXIT");

    /** Copies the map. */
    H2Url {
        settings = Map.copyOf(settings);
    }

    /** The default: {@code <data>/catalog/bascule}. */
    static H2Url below(Path data) {
        return of(PREFIX + "file:"
                + data.toAbsolutePath().normalize().resolve("catalog").resolve("bascule") + ";WRITE_DELAY=0");
    }

    /**
     * Checks a URL.
     *
     * @throws BasculeException with {@code SETTING_INVALID}, saying what is wrong
     */
    static H2Url of(String url) {
        String[] parts = url.substring(PREFIX.length()).split(";", -1);
        Map<String, String> settings = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            addSetting(parts[i], settings, url);
        }
        if (!"0".equals(settings.get(WRITE_DELAY))) {
            throw StoreUrl.refused(
                    "WRITE_DELAY=0 in the URL of an H2 database, because without it H2 acknowledges commits that are lost when"
                            + " the process is killed",
                    url,
                    "Append ;WRITE_DELAY=0 to the URL.");
        }
        return new H2Url(path(parts[0], url), settings);
    }

    @Override
    public Database open(Login login) {
        if (!login.isEmpty()) {
            throw StoreUrl.invalid(
                    "no user and no password for a file of H2, which only its folder's rights guard",
                    "a user or a password",
                    "Take user and password out, or name a PostgreSQL database in url.");
        }
        return H2Database.open(this);
    }

    @Override
    public boolean isAway(BasculeException failure) {
        return false;
    }

    /** The URL to connect with. */
    String jdbc() {
        return jdbc("async:" + path, settings);
    }

    /** The URL of a database that is gone with its last connection. */
    static String inMemory(String name) {
        return jdbc("mem:" + name, Map.of());
    }

    private static String jdbc(String place, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("DB_CLOSE_ON_EXIT", "FALSE");
        all.putIfAbsent("QUERY_CACHE_SIZE", "128");
        // H2 would keep each statement's last result and find out each time whether it still holds; here it never does.
        all.put("OPTIMIZE_REUSE_RESULTS", "FALSE");
        StringBuilder url = new StringBuilder(PREFIX).append(place);
        all.forEach((name, value) -> url.append(';').append(name).append('=').append(value));
        return url.toString();
    }

    private static void addSetting(String text, Map<String, String> settings, String url) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip().toUpperCase(Locale.ROOT);
        if (equals < 0 || !ALLOWED.contains(name)) {
            throw StoreUrl.refused(
                    "only these settings: "
                            + String.join(", ", ALLOWED.stream().sorted().toList()),
                    url,
                    "Take the others out of the URL.");
        }
        String before = settings.put(name, text.substring(equals + 1).strip());
        if (before != null) {
            throw StoreUrl.refused("each setting once", url, "Take one " + name + " out of the URL.");
        }
    }

    private static Path path(String text, String url) {
        String place =
                text.startsWith("file:") ? text.substring(5) : text.startsWith("async:") ? text.substring(6) : text;
        Path path = pathOrNull(place);
        if (path == null || !path.isAbsolute() || path.getFileName() == null) {
            throw StoreUrl.refused(
                    "an absolute path, for example jdbc:h2:file:/var/lib/bascule/catalog/bascule;WRITE_DELAY=0",
                    url,
                    "Write the whole path of the database.");
        }
        return path.normalize();
    }

    private static @Nullable Path pathOrNull(String place) {
        try {
            // Every other H2 file system (mem:, tcp:, zip:, ...) shows as a relative path here.
            return Path.of(place);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
