/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.event.Lifecycle;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.update.UpdateRows;
import io.bascule.engine.internal.update.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes one integration over to another build of its connector, step by step: the new one is opened and checked while the old
 * one works; the lanes are drained, for a bounded time; the new one is bound and watched while the old one stands by; then the
 * old one is closed, or bound again if the new one is bad. Nothing here waits. Used under the reconciler's lock.
 */
final class Swap {
    private static final Logger log = LoggerFactory.getLogger(Swap.class);

    /** How long calls under way may take; then they are asked to give up, and their links are left alone until they do. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private static final Duration SLOW = Duration.ofSeconds(5);

    /** Threads are counted and parked work is looked through no more often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final SwapSite site;
    private final Binding old;
    private final Wanted wanted;
    private final Set<String> types;
    private final Set<Thread> threadsBefore;
    private final ConnectorTrial trial;

    private Phase phase = Phase.TRIAL;
    private Instant until = Instant.MAX;
    private Instant lookedAt = Instant.MIN;
    private String reason = "";
    private Outcome outcome = Outcome.ROLLED_BACK;
    private @Nullable Opened fresh;
    private @Nullable Binding bound;
    private @Nullable ConnectorUpdate update;
    private boolean interrupted;

    private enum Phase {
        /** The new build is opened and checked; the old one works. */
        TRIAL,
        /** The old one takes up no more work. */
        DRAIN,
        /** The new one works and is watched. */
        WATCH,
        /** The new one takes up no more work, for it is bad. */
        RETREAT,
        /** It is over. */
        OVER
    }

    /**
     * Begins an update.
     *
     * @param opening opens the new build; called by another thread
     */
    Swap(SwapSite site, Binding old, Wanted wanted, Supplier<Opened> opening) {
        this.site = site;
        this.old = old;
        this.wanted = wanted;
        this.types = UpdateRows.types(old.opened().wanted().types(), wanted.types());
        log.info(
                "Integration {}: version {} of its connector is tried beside {}",
                wanted.name(),
                wanted.offer().build(),
                old.offer().build());
        this.threadsBefore = site.census().strangers(old.opened().connector());
        this.trial = new ConnectorTrial(wanted.name(), opening, site.surroundings());
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** The bundles that the integration may still need. */
    List<Long> bundles() {
        return List.of(old.offer().bundle(), wanted.offer().bundle());
    }

    /** Takes the next step, if it is due. A store that is away puts it off. */
    void step() {
        try {
            switch (phase) {
                case TRIAL -> trial();
                case DRAIN -> drain();
                case WATCH -> watch();
                case RETREAT -> retreat();
                case OVER -> {}
            }
        } catch (BasculeException e) {
            log.debug("Update of {} is put off: {}", wanted.name(), e.problem().text());
        }
    }

    private void trial() {
        if (!site.isThere(wanted.offer()) || !site.isThere(old.offer())) {
            // The reconciler chooses anew among those that are there.
            cancelTrial();
            phase = Phase.OVER;
            return;
        }
        String failure = trial.failure();
        if (failure != null) {
            refuse(failure);
            return;
        }
        fresh = trial.take();
        if (fresh != null) {
            show("changes over from " + old.offer().build() + " to "
                    + wanted.offer().build());
            old.runner().stop();
            until = now().plus(DRAIN);
            phase = Phase.DRAIN;
            drain();
        }
    }

    /** A system that is away fails any build: nothing is told from that. */
    private void refuse(String failure) {
        cancelTrial();
        phase = Phase.OVER;
        if (old.runner().integration().health().state() != State.ONLINE) {
            site.tryLater(wanted.name());
            return;
        }
        site.rows()
                .refuse(
                        wanted.name(),
                        wanted.kind(),
                        old.offer().build(),
                        wanted.offer().build(),
                        failure);
        site.takenBack(wanted.name(), old.offer().build(), wanted.offer().build(), failure, 0);
    }

    private void drain() {
        if (!isIdle(old)) {
            return;
        }
        Opened opened = Objects.requireNonNull(fresh);
        update = site.rows()
                .begin(
                        wanted.name(),
                        wanted.kind(),
                        old.offer().build(),
                        wanted.offer().build(),
                        types,
                        site.greatestSequence(wanted.name()));
        bound = site.run(opened, old.runner());
        interrupted = false;
        until = now().plus(opened.watch());
        phase = Phase.WATCH;
        log.info(
                "Integration {} uses version {} of its connector; {} stands by for {} s",
                wanted.name(),
                wanted.offer().build(),
                old.offer().build(),
                opened.watch().toSeconds());
        site.tell(wanted.name(), Lifecycle.Event.WATCHED, fromTo());
    }

    private void watch() {
        Binding watched = Objects.requireNonNull(bound);
        if (!site.isThere(wanted.offer())) {
            outcome = Outcome.INTERRUPTED;
            giveUp("It was taken away while it was watched.", watched);
            return;
        }
        if (!site.isThere(old.offer())) {
            finish();
            return;
        }
        Optional<String> bad = verdict(watched);
        if (bad.isPresent()) {
            giveUp(bad.get(), watched);
        } else if (!now().isBefore(until) && !hasSlowCall(watched)) {
            finish();
        }
    }

    /** Of a call that has been under way for a while nobody knows yet whether it ever comes back. */
    private static boolean hasSlowCall(Binding watched) {
        return watched.opened().calls().sample().underWay().compareTo(SLOW) > 0;
    }

    private Optional<String> verdict(Binding watched) {
        String parked = null;
        List<String> strangers = List.of();
        if (!now().isBefore(lookedAt.plus(LOOK)) || !now().isBefore(until)) {
            lookedAt = now();
            parked = site.rows()
                    .parkedForBug(wanted.name(), Objects.requireNonNull(update).begun());
            strangers = site.census().strangers(watched.opened().connector()).stream()
                    .filter(thread -> !threadsBefore.contains(thread))
                    .map(Thread::getName)
                    .sorted()
                    .toList();
        }
        return Verdict.of(
                watched.opened().calls().sample(), old.opened().calls().sample(), parked, strangers);
    }

    private void giveUp(String why, Binding watched) {
        reason = why;
        show("goes back from " + wanted.offer().build() + " to " + old.offer().build() + ": " + why);
        watched.runner().stop();
        until = now().plus(DRAIN);
        phase = Phase.RETREAT;
        retreat();
    }

    private void retreat() {
        Binding watched = Objects.requireNonNull(bound);
        if (!isIdle(watched)) {
            return;
        }
        ConnectorUpdate ended = goBack();
        site.run(old.opened(), watched.runner());
        phase = Phase.OVER;
        site.close(watched.opened());
        site.takenBack(
                wanted.name(),
                old.offer().build(),
                wanted.offer().build(),
                reason,
                ended.effects().size());
    }

    private ConnectorUpdate goBack() {
        return site.rows().goBack(Objects.requireNonNull(update), types, outcome, reason);
    }

    private void finish() {
        site.rows().finish(Objects.requireNonNull(update), types);
        phase = Phase.OVER;
        site.close(old.opened());
        log.info(
                "Integration {} was updated from {} to {}",
                wanted.name(),
                old.offer().build(),
                wanted.offer().build());
        site.tell(wanted.name(), Lifecycle.Event.UPDATED, fromTo());
    }

    /** Whether nothing is under way any more, or what is has had its time. */
    private boolean isIdle(Binding binding) {
        if (binding.runner().stop()) {
            return true;
        }
        boolean over = !now().isBefore(until);
        if (over && !interrupted) {
            interrupted = true;
            log.warn(
                    "Integration {} still has calls under way after {} s; they are asked to give up",
                    wanted.name(),
                    DRAIN.toSeconds());
            binding.opened().calls().interrupt();
        }
        return over;
    }

    private void show(String what) {
        site.engine().stop(wanted.name(), what);
        site.engine().status().rest(wanted.name(), wanted.kind(), State.SWAPPING, "Its connector " + what + ".");
        log.info("Integration {} {}", wanted.name(), what);
        site.tell(wanted.name(), Lifecycle.Event.SWAPPING, "Its connector " + what + ".");
    }

    /**
     * Ends it at once, because the integration is to stop.
     *
     * @return what is bound now, running or stopped; the reconciler stops and closes it
     */
    Binding cancel() {
        Phase at = phase;
        phase = Phase.OVER;
        switch (at) {
            case TRIAL -> cancelTrial();
            case DRAIN -> site.close(Objects.requireNonNull(fresh));
            case WATCH -> {
                settle(() -> site.rows().finish(Objects.requireNonNull(update), types));
                site.close(old.opened());
                return Objects.requireNonNull(bound);
            }
            case RETREAT -> {
                settle(this::goBack);
                site.close(Objects.requireNonNull(bound).opened());
            }
            case OVER -> {}
        }
        return old;
    }

    /** With the store away the update stays as it is, and the next start of the engine settles it. */
    private void settle(Runnable write) {
        try {
            write.run();
        } catch (BasculeException e) {
            log.warn(
                    "The end of the update of {} is not stored: {}",
                    wanted.name(),
                    e.problem().text());
        }
    }

    private void cancelTrial() {
        Opened left = trial.cancel();
        if (left != null) {
            site.close(left);
        }
    }

    /** Lets go of everything without a word, because the runtime ends: the next one finds the update half-way. */
    void close() {
        Opened left = trial.cancel();
        if (left != null) {
            left.close();
        }
        if (bound != null) {
            // What is bound is closed with everything else that is.
            old.opened().close();
        } else if (fresh != null) {
            fresh.close();
        }
        phase = Phase.OVER;
    }

    private String fromTo() {
        return "From " + old.offer().build() + " to " + wanted.offer().build() + ".";
    }

    private Instant now() {
        return site.surroundings().clock().instant();
    }
}
