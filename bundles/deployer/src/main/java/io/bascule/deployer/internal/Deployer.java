/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Keeps the bundles that run in agreement with the files in {@code deploy/}. Used by one thread. */
final class Deployer {
    /** A name from a stranger's file must not forge lines in our log or our state. */
    private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9 ._+()-]{0,199}";

    private final DeployFolder folder;
    private final Staging staging;
    private final BundleHost host;
    private final StateFile state;
    private final DeployReport report;
    private final InstantSource clock;
    private final Faults faults;
    private final Sightings sightings = new Sightings();
    private final Deployments deployments;
    private boolean restored;

    Deployer(
            DeployFolder folder,
            Staging staging,
            BundleHost host,
            StateFile state,
            DeployReport report,
            InstantSource clock,
            Faults faults) {
        this.folder = folder;
        this.staging = staging;
        this.host = host;
        this.state = state;
        this.report = report;
        this.clock = clock;
        this.faults = faults;
        this.deployments = new Deployments(host);
    }

    /** Looks at the folder once and does what has become due. The first round brings back what ran before the restart. */
    void round() {
        SortedMap<String, FileStamp> scan;
        try {
            scan = folder.scan();
            report.folderRead(true, folder.toString());
        } catch (IOException e) {
            // Not readable is not empty: a folder that is not mounted just now must not stop every connector.
            report.folderRead(false, folder.toString());
            return;
        }
        if (!restored) {
            restore(scan.keySet());
            restored = true;
        }
        Sightings.News news = sightings.observe(scan);
        // New ones first: a file that was renamed hands its bundle over instead of stopping it.
        news.settled().forEach(this::take);
        news.gone().forEach(this::remove);
        letGo();
        report.tick(clock.instant());
    }

    /**
     * From our own copies: a file that was broken meanwhile must not take away what it brought. The framework may have kept
     * its bundles or not.
     */
    private void restore(Set<String> present) {
        Map<String, BundleHost.Hosted> hosted = new HashMap<>();
        host.hosted().forEach(bundle -> hosted.put(bundle.location(), bundle));
        try {
            for (StateFile.Entry entry : state.read()) {
                if (present.contains(entry.file())) {
                    restore(entry, Optional.ofNullable(hosted.get(entry.location())));
                }
            }
        } catch (IOException e) {
            // The next rounds install everything anew then.
            report.failed("What ran before the restart cannot be read", e);
        }
        deployments.dropOrphans();
        save();
    }

    private void restore(StateFile.Entry entry, Optional<BundleHost.Hosted> bundle) {
        Instant begin = clock.instant();
        try {
            Optional<Jar> found = staging.find(entry.sha256());
            if (found.isEmpty()) {
                return;
            }
            Jar jar = found.get();
            boolean there = deployments.running().containsKey(jar.sha256());
            if (bundle.isPresent() && !there) {
                boolean intact = bundle.get().lastModified() == entry.lastModified();
                deployments.adopt(entry.file(), jar, bundle.get(), intact);
            } else if (!entry.wanted() && !there) {
                deployments.standBy(entry.file(), jar);
            }
            if (entry.wanted()) {
                Deployments.Outcome outcome = deployments.deploy(entry.file(), jar);
                boolean adopted = bundle.isPresent() && !there;
                active(entry.file(), jar, adopted ? Deployments.Outcome.INSTALLED : outcome, begin);
            }
        } catch (IOException e) {
            report.failed("The copy of deploy/" + entry.file() + " cannot be read", e);
        } catch (Refusal refusal) {
            report.refused(entry.file(), refusal, false, clock.instant());
        }
    }

    private void take(String file) {
        Instant begin = clock.instant();
        try {
            if (!file.matches(FILE_NAME)) {
                throw Refusal.because(
                        "the file's name", "letters, digits, spaces and . _ + - ( )", file, "Give it another name.");
            }
            Jar jar = staging.take(folder.file(file));
            Deployments.Outcome outcome = deployments.deploy(file, jar);
            if (outcome != Deployments.Outcome.UNCHANGED) {
                faults.hit(Failpoint.DEPLOY_AFTER_INSTALL);
                save();
            }
            active(file, jar, outcome, begin);
        } catch (Refusal refusal) {
            report.refused(Refusal.shorten(file), refusal, deployments.files().containsKey(file), clock.instant());
        } catch (NoSuchFileException gone) {
            sightings.forget(file);
        } catch (IOException e) {
            Refusal refusal = Refusal.because(
                    "the file",
                    "one that can be read and copied",
                    e.toString(),
                    "Check its rights and the space on the disk; it is tried again.");
            report.refused(Refusal.shorten(file), refusal, deployments.files().containsKey(file), clock.instant());
            sightings.forget(file);
        } catch (RuntimeException e) {
            sightings.forget(file);
            throw e;
        }
    }

    private void remove(String file) {
        Jar removed = null;
        try {
            removed = deployments.files().get(file);
            deployments.remove(file);
        } catch (Refusal refusal) {
            report.refused(file, refusal, false, clock.instant());
        }
        if (removed == null) {
            report.forgotten(Refusal.shorten(file));
            return;
        }
        report.removed(file, removed.key(), !deployments.wanted().containsKey(removed.key()));
        save();
    }

    private void letGo() {
        List<Jar> gone = deployments.letGo(clock.instant());
        gone.forEach(report::gone);
        if (!gone.isEmpty()) {
            save();
        }
    }

    private void active(String file, Jar jar, Deployments.Outcome outcome, Instant begin) {
        Instant now = clock.instant();
        report.active(file, jar, outcome, deployments.besides(jar.key()), now, Duration.between(begin, now));
    }

    private void save() {
        List<StateFile.Entry> entries = new ArrayList<>();
        Map<String, Deployments.Running> running = deployments.running();
        Map<String, Jar> files = deployments.files();
        // First those that were replaced: after a restart they come back first, and those who are bound to them find
        // them.
        running.forEach((sha256, entry) -> {
            if (files.values().stream().noneMatch(jar -> jar.sha256().equals(sha256))) {
                entries.add(entry(entry.file(), entry.jar(), entry, false));
            }
        });
        files.forEach((file, jar) -> entries.add(entry(file, jar, running.get(jar.sha256()), true)));
        try {
            state.write(entries);
            staging.keepOnly(deployments.hashes());
        } catch (IOException e) {
            // What runs goes on; the next change stores all of it.
            report.failed("The state of deploy/ cannot be stored", e);
        }
    }

    private static StateFile.Entry entry(String file, Jar jar, Deployments.@Nullable Running running, boolean wanted) {
        return new StateFile.Entry(
                file,
                jar.sha256(),
                running == null ? "none" : running.bundle().location(),
                running == null ? 0 : running.bundle().lastModified(),
                wanted);
    }
}
