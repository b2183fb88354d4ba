/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.Work;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.write.News;
import io.bascule.engine.internal.write.RecordWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Does the work of one link. An open intent gates both directions: it is settled before anything else; then a link of which
 * one side is missing is matched, and one of which both are known is merged. Thread-safe for different links; the caller sees
 * to it that a link is worked on by one thread at a time.
 */
public final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** More steps at once than any link needs; what is left over is gone on with at the next turn. */
    private static final int MOST_STEPS = 12;

    private static final Duration UNTIL_MAPPED = Duration.ofSeconds(5);

    private final LaneServices services;
    private final Settlement settlement;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Deletion deletion;
    private final Merge merge;

    public Lane(EngineStore store, Surroundings surroundings, RecordWriter writer, News news) {
        this.services = new LaneServices(store, surroundings, writer, news);
        CallEnds callEnds = new CallEnds();
        Effects effects = new Effects(services, callEnds);
        Reading reading = new Reading(services);
        Search search = new Search();
        References references = new References(services);
        this.outbound = new Outbound(services, search, effects, references);
        this.settlement = new Settlement(services, effects, reading, search, outbound, callEnds);
        this.inbound = new Inbound(services, reading, references);
        this.deletion = new Deletion(services, reading, effects, references);
        this.merge = new Merge(services, reading, effects, references, deletion);
    }

    /**
     * Works on a link until its work has ended or was put off.
     *
     * @throws BasculeException with {@code LEASE_LOST} or {@code STORE_FAILED}; every other failure ends at the link's work
     */
    public void work(Integration integration, String linkId) {
        MDC.put("integration", integration.name());
        MDC.put("record", linkId);
        try {
            for (int step = 0; step < MOST_STEPS; step++) {
                Optional<Job> job = services.store().read(tx -> {
                    Optional<Link> link = tx.links().find(linkId);
                    Optional<Work> work = tx.work().find(linkId);
                    Mapping mapping =
                            link.map(Link::type).map(integration::mapping).orElse(null);
                    if (link.isEmpty() || work.isEmpty() || mapping == null) {
                        return Optional.empty();
                    }
                    Optional<Intent> intent = tx.intents().ofLink(linkId);
                    @Nullable String recordId = link.get().recordId();
                    Optional<CatalogRecord> record =
                            recordId == null ? Optional.empty() : tx.records().find(recordId);
                    return Optional.of(new Job(
                            integration, mapping, link.get(), work.get(), intent.orElse(null), record.orElse(null)));
                });
                if (job.isEmpty()) {
                    waitForMapping(integration, linkId);
                    return;
                }
                if (step(job.get()) == Step.DONE) {
                    return;
                }
            }
        } finally {
            MDC.remove("record");
            MDC.remove("integration");
        }
    }

    /** Work of a type that is mapped no more is kept for when it is mapped again, but must not come due all the time. */
    private void waitForMapping(Integration integration, String linkId) {
        services.store().write(tx -> {
            Optional<Link> link = tx.links().find(linkId);
            Optional<Work> work = tx.work().find(linkId);
            if (link.isPresent()
                    && work.isPresent()
                    && integration.mapping(link.get().type()) == null) {
                Delay delay = services.waitFor(
                        "waiting-for-mapping",
                        "The integration has no mapping of " + link.get().type() + ".",
                        UNTIL_MAPPED);
                WorkRows.postpone(
                        tx, work.get(), delay, services.now(), services.store().epoch());
            }
            return null;
        });
    }

    private Step step(Job job) {
        try {
            if (job.intent() != null) {
                return settlement.settle(job, job.intent());
            }
            if (job.link().recordId() == null) {
                return inbound.take(job);
            }
            if (job.link().externalId() == null) {
                return outbound.bring(job);
            }
            return job.link().state() == Link.State.PARTED ? deletion.parted(job) : merge.merge(job);
        } catch (StaleException e) {
            return Step.AGAIN;
        } catch (BasculeException e) {
            if (e.code() == ErrorCode.LEASE_LOST || e.code() == ErrorCode.STORE_FAILED) {
                throw e;
            }
            return services.postpone(job, services.reaction(job, e));
        } catch (RuntimeException e) {
            log.error("{}: a bug, with its stack trace", LaneServices.subject(job), e);
            return services.postpone(job, services.park(ErrorCode.BUG, "Failed unexpectedly: " + e));
        }
    }
}
