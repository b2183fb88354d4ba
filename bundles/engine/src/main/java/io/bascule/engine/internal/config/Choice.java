/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.sync.ConnectorUse.Stay;
import io.bascule.engine.internal.update.UpdateRows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which build of its connector an integration is to use: the one that came last, unless that was taken back for it. One that
 * starts begins with the build that it is bound to, and changes over from there. Used under the reconciler's lock.
 */
final class Choice {
    /** How long after the start of the engine bundles may take to come. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Connectors connectors;
    private final UpdateRows rows;
    private final Instant begun;

    /** By integration: the builds that were taken back for it, and why. */
    private final Map<String, Map<String, String>> bad = new HashMap<>();

    /** Bad builds that were seen; when one of them goes and comes again, somebody wants it to be tried once more. */
    private final Map<String, Set<String>> seen = new HashMap<>();

    /** By integration: the build that it could not be opened with. */
    private final Map<String, String> unopened = new HashMap<>();

    /**
     * What was chosen.
     *
     * @param offer null for none
     * @param waits whether the right one may come yet
     * @param why for people; empty if there is one
     */
    record Chosen(@Nullable Offer offer, boolean waits, String why) {}

    Choice(Connectors connectors, UpdateRows rows, Instant begun) {
        this.connectors = connectors;
        this.rows = rows;
        this.begun = begun;
    }

    /** Whether bundles may still come, so soon after the start. */
    boolean awaitsBundles(Instant now) {
        return now.isBefore(begun.plus(GRACE));
    }

    /** An integration cannot be opened with a build, so it need not begin with that one. */
    void opensNot(String integration, String build) {
        unopened.put(integration, build);
    }

    /** An integration runs. */
    void opens(String integration) {
        unopened.remove(integration);
    }

    /** A build was taken back, or is used after all. */
    void forget(String integration) {
        bad.remove(integration);
    }

    /**
     * Chooses for an integration.
     *
     * @param running what it is using; null if it does not run
     */
    Chosen choose(String integration, String kind, @Nullable Offer running, Instant now) {
        List<Offer> there = connectors.offers(kind);
        Map<String, String> refused = refused(integration, kind, there);
        List<Offer> good = there.stream()
                .filter(offer -> !refused.containsKey(offer.build()))
                .toList();
        if (running == null && !there.isEmpty()) {
            String bound = rows.bound(integration, kind);
            Offer same = bound == null ? null : find(good, bound);
            if (same != null && !same.build().equals(unopened.get(integration))) {
                return chosen(same);
            }
            if (bound != null && same == null && awaitsBundles(now)) {
                return new Chosen(null, true, "Waits for version " + bound + " of its connector, which it used last.");
            }
        }
        Offer last = null;
        for (Offer offer : good) {
            last = connectors.stay(offer) == Stay.WANTED ? offer : last;
        }
        if (last == null && !good.isEmpty()) {
            last = running != null && good.contains(running) ? running : good.get(good.size() - 1);
        }
        return last == null ? none(kind, refused, there) : chosen(last);
    }

    private static Chosen chosen(Offer offer) {
        return new Chosen(offer, false, "");
    }

    private static Chosen none(String kind, Map<String, String> refused, List<Offer> there) {
        if (there.isEmpty()) {
            return new Chosen(
                    null,
                    false,
                    "No connector of kind " + kind + " is here; everything is kept. Copy its jar into deploy/.");
        }
        Offer last = there.get(there.size() - 1);
        return new Chosen(
                null,
                false,
                "The only connector of kind " + kind + " that is here, " + last.build() + ", was taken back: "
                        + refused.get(last.build())
                        + " Copy another version into deploy/, or take this one out and put it back to have it tried"
                        + " once more; everything is kept.");
    }

    private static @Nullable Offer find(List<Offer> offers, String build) {
        return offers.stream()
                .filter(offer -> offer.build().equals(build))
                .findFirst()
                .orElse(null);
    }

    private Map<String, String> refused(String integration, String kind, List<Offer> there) {
        Map<String, String> builds =
                bad.computeIfAbsent(integration, name -> new TreeMap<>(rows.takenBack(name, kind)));
        Set<String> met = seen.computeIfAbsent(integration, name -> new HashSet<>());
        for (String build : Set.copyOf(builds.keySet())) {
            if (find(there, build) != null) {
                met.add(build);
            } else if (met.remove(build)) {
                builds.remove(build);
            }
        }
        return builds;
    }
}
