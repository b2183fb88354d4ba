/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.event.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells operators how each file of {@code deploy/} stands: each thing once, when it happens, and again only when it changes.
 * A file that is not complete is told of only after a while, for it may be a copy under way.
 */
final class DeployReport {
    private static final Logger log = LoggerFactory.getLogger(DeployReport.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BiConsumer<Level, String> lines;
    private final BundleNews news;
    private final SortedMap<String, Status> statuses = new ConcurrentSkipListMap<>();
    private boolean folderReadable = true;
    private String lastFailure = "";

    /** How a file stands. */
    enum State {
        /** Its bundle runs. */
        ACTIVE,
        /** It is not a complete jar. */
        INCOMPLETE,
        /** It must not or cannot run. */
        REFUSED
    }

    /**
     * How a file stands.
     *
     * @param detail for people
     * @param since when that began
     * @param told whether the log says so
     */
    record Status(State state, String detail, Instant since, boolean told) {}

    /**
     * @param lines gets each line; see {@link #toLog}
     * @param news told of each bundle that comes, changes, goes or is refused
     */
    DeployReport(BiConsumer<Level, String> lines, BundleNews news) {
        this.lines = lines;
        this.news = news;
    }

    /** Writes lines to the log. */
    static void toLog(Level level, String line) {
        log.atLevel(level).log(line);
    }

    void active(String file, Jar jar, Deployments.Outcome outcome, List<BundleKey> besides, Instant at, Duration took) {
        String detail = switch (outcome) {
            case UNCHANGED -> "Unchanged: " + jar.key();
            case SHARED -> "Already running with the same bytes: " + jar.key();
            case INSTALLED -> "Installed and active: " + jar.key();
            case UPDATED -> "Installed beside what it replaces, and active: " + jar.key();
        };
        Status before = statuses.put(file, new Status(State.ACTIVE, detail, at, true));
        boolean mended = before != null && before.state() != State.ACTIVE;
        if (outcome != Deployments.Outcome.UNCHANGED || mended) {
            lines.accept(Level.INFO, detail + " from deploy/" + file + " in " + took.toMillis() + " ms");
            Lifecycle.Event event = outcome == Deployments.Outcome.INSTALLED
                    ? Lifecycle.Event.BUNDLE_INSTALLED
                    : Lifecycle.Event.BUNDLE_UPDATED;
            news.tell(jar.key().name(), event, detail);
        }
        if (outcome != Deployments.Outcome.UNCHANGED && !besides.isEmpty()) {
            lines.accept(
                    Level.WARN,
                    "Two versions of one bundle run side by side: " + jar.key() + " from deploy/" + file + " beside "
                            + besides + ". Remove the file of the version that is no longer wanted.");
        }
    }

    /** A jar cannot run. What the same file brought before, if anything, goes on. */
    void refused(String file, Refusal refusal, boolean before, Instant at) {
        State state = refusal.isIncomplete() ? State.INCOMPLETE : State.REFUSED;
        String detail = refusal.text() + (before ? " What this file brought before goes on running." : "");
        Status last = statuses.get(file);
        boolean known = last != null
                && last.told()
                && last.state() == state
                && last.detail().equals(detail);
        statuses.put(file, new Status(state, detail, at, known || state == State.REFUSED));
        if (state == State.REFUSED && !known) {
            lines.accept(Level.WARN, "Not deployed: deploy/" + file + ", " + detail);
            news.tell(file, Lifecycle.Event.BUNDLE_REFUSED, detail);
        }
    }

    void removed(String file, BundleKey key, boolean uninstalled) {
        statuses.remove(file);
        lines.accept(
                Level.INFO,
                uninstalled
                        ? "Leaving: " + key + ", for deploy/" + file
                                + " was removed. Its integrations pause and keep everything; put the file back and they go on."
                        : "deploy/" + file + " was removed; " + key + " goes on from another file.");
    }

    /** A bundle that no file stands for was uninstalled. */
    void gone(Jar jar) {
        String detail = "Uninstalled: " + jar.key() + ", sha-256 " + jar.sha256();
        lines.accept(Level.INFO, detail);
        news.tell(jar.key().name(), Lifecycle.Event.BUNDLE_REMOVED, detail);
    }

    /** A file that never ran is gone. */
    void forgotten(String file) {
        statuses.remove(file);
    }

    /** Something of ours failed, for example the disk. */
    void failed(String what, Exception cause) {
        String line = what + ": " + cause;
        if (!line.equals(lastFailure)) {
            lines.accept(Level.ERROR, line);
        }
        lastFailure = line;
    }

    void folderRead(boolean readable, String what) {
        if (folderReadable && !readable) {
            lines.accept(
                    Level.WARN,
                    what + " cannot be read; nothing is installed or uninstalled until it can. Check that the folder"
                            + " is there and that this user may read it.");
        } else if (readable && !folderReadable) {
            lines.accept(Level.INFO, what + " can be read again");
        }
        folderReadable = readable;
    }

    /** Tells of incomplete files that have not changed for too long. */
    void tick(Instant now) {
        for (Map.Entry<String, Status> entry : statuses().entrySet()) {
            Status status = entry.getValue();
            if (!status.told() && !status.since().plus(PATIENCE).isAfter(now)) {
                statuses.put(entry.getKey(), new Status(status.state(), status.detail(), status.since(), true));
                lines.accept(Level.WARN, "Not deployed: deploy/" + entry.getKey() + ", " + status.detail());
                news.tell(entry.getKey(), Lifecycle.Event.BUNDLE_REFUSED, status.detail());
            }
        }
    }

    /** How each file stands. On any thread. */
    SortedMap<String, Status> statuses() {
        return new TreeMap<>(statuses);
    }
}
