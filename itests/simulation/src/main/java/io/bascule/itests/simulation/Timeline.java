/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that happened to the record of one violation, on every side, in the order of virtual time. */
final class Timeline {
    private static final int ALL = 100_000;
    private static final int MOST_LINES = 60;
    private static final int LINES_BEFORE = 6;

    private final Set<String> systems;
    private final Trace trace;
    private final Instant start;

    private record Entry(Instant at, String text) {}

    /** The end of a world, whose store tells what belongs together, and whose trace what happened. */
    Timeline(Set<String> systems, Trace trace, Instant start) {
        this.systems = systems;
        this.trace = trace;
        this.start = start;
    }

    /** The lines around what the violation is about; how things stand now comes last. */
    String of(CatalogStore store, Violation violation) {
        return store.read(tx -> tell(tx, violation));
    }

    private String tell(StoreTransaction tx, Violation violation) {
        List<Link> links = links(tx, violation.subject());
        Set<String> ids = new LinkedHashSet<>(List.of(violation.subject()));
        for (Link link : links) {
            ids.add(link.id());
            if (link.recordId() != null) {
                ids.add(link.recordId());
            }
            if (link.externalId() != null) {
                ids.add(link.externalId());
            }
        }
        List<Entry> entries = new ArrayList<>();
        trace.lines().forEach(line -> {
            if (isAbout(line.subject(), ids)) {
                entries.add(new Entry(line.at(), line.subject() + ": " + line.text()));
            }
        });
        ids.forEach(id -> tx.history().of(id).forEach(entry -> entries.add(new Entry(entry.at(), version(entry)))));
        tx.conflicts().page(null, null, ALL).stream()
                .filter(conflict -> ids.contains(conflict.recordId()))
                .forEach(conflict -> entries.add(new Entry(conflict.at(), text(conflict))));
        entries.sort(Comparator.comparing(Entry::at));
        List<String> lines = entries.stream()
                .map(entry -> "  " + sinceStart(entry.at()) + "  " + entry.text())
                .toList();
        int from = Math.max(0, Math.min(first(lines, violation.text()), lines.size() - MOST_LINES));
        int to = Math.min(lines.size(), from + MOST_LINES);
        String now = links.stream()
                .map(link -> "  now  " + link
                        + tx.work().find(link.id()).map(work -> " " + work).orElse(""))
                .collect(Collectors.joining("\n"));
        return "  (" + lines.size() + " lines, shown: " + from + " to " + to + ")\n"
                + String.join("\n", lines.subList(from, to)) + "\n" + now;
    }

    /** The links of a record, object or link, and those of the same record at other systems. */
    private List<Link> links(StoreTransaction tx, String subject) {
        List<Link> all = new ArrayList<>();
        systems.forEach(name -> all.addAll(tx.links().page(name, "customer", null, ALL)));
        all.addAll(Oracle.ended(tx));
        Set<String> records = all.stream()
                .filter(link -> subject.equals(link.id())
                        || subject.equals(link.recordId())
                        || subject.equals(link.externalId()))
                .map(link -> link.recordId() == null ? "" : link.recordId())
                .collect(Collectors.toSet());
        return all.stream()
                .filter(link -> subject.equals(link.id())
                        || subject.equals(link.externalId())
                        || records.contains(String.valueOf(link.recordId())))
                .toList();
    }

    private static boolean isAbout(String subject, Set<String> ids) {
        for (String word : subject.split(" ", -1)) {
            if (ids.contains(word) || word.equals("node")) {
                return true;
            }
        }
        return false;
    }

    /** Where the story of the token that a violation names begins; the end if it names none. */
    private static int first(List<String> lines, String text) {
        String token = token(text).toLowerCase(Locale.ROOT);
        for (int i = 0; i < lines.size(); i++) {
            if (!token.isEmpty() && lines.get(i).toLowerCase(Locale.ROOT).contains(token)) {
                return i - LINES_BEFORE;
            }
        }
        return lines.size();
    }

    /** The value that a violation speaks of, without its field: {@code lost: edit 4 ...: name=name t7}. */
    private static String token(String text) {
        boolean names = text.startsWith("lost: ") || text.contains(" / ");
        return names
                ? text.substring(text.lastIndexOf('=') + 1)
                        .replaceFirst(" \\(.*", "")
                        .strip()
                : "";
    }

    private static String version(HistoryEntry entry) {
        return entry.recordId() + ": version " + entry.version() + " from " + entry.origin() + ", " + entry.cause()
                + ": "
                + entry.changes().entrySet().stream()
                        .map(change -> token(change.getKey(), change.getValue().before()) + " -> "
                                + token(change.getKey(), change.getValue().after()))
                        .collect(Collectors.joining(", "));
    }

    private static String text(Conflict conflict) {
        return conflict.integration() + ": conflict in " + conflict.path() + " by " + conflict.policy() + ": catalog "
                + Tokens.of(conflict.path(), conflict.catalogValue()) + ", external "
                + Tokens.of(conflict.path(), conflict.externalValue()) + "; winner " + conflict.winner();
    }

    private static String token(String path, @Nullable Value value) {
        return value == null ? "absent" : Tokens.of(path, value);
    }

    /** For example {@code 00:12:31.204}; hours go on after a day. */
    private String sinceStart(Instant moment) {
        Duration since = Duration.between(start, moment);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                since.toHours(),
                since.toMinutesPart(),
                since.toSecondsPart(),
                since.toMillisPart());
    }
}
