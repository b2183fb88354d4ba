/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** I1 convergence, I5 one object, I10 links for everything, I12 nothing parked silently, I15 nothing left of what is deleted. */
final class Agreement {
    private static final Set<String> TWINS = Set.of(ErrorCode.SUSPECTED_TWIN.text(), ErrorCode.AMBIGUOUS.text());

    private final End end;
    private final Alarms alarms;

    Agreement(End end, Alarms alarms) {
        this.end = end;
        this.alarms = alarms;
    }

    void judge() {
        end.links().forEach(this::link);
        end.work().values().forEach(this::parked);
        Map<String, Link> byObject = new HashMap<>();
        end.links().forEach(link -> byObject.put(link.integration() + link.externalId(), link));
        end.systems()
                .forEach((name, system) -> system.living().forEach(object -> {
                    Link link = byObject.get(name + object.id());
                    if (link == null) {
                        say("I10", object.id(), "the object has no link" + formerly(name, object));
                    } else if (object.forRecord() != null
                            && !object.hasStrayed()
                            && !hasNewRecord(object)
                            && link.recordId() != null
                            && !object.forRecord().equals(link.recordId())) {
                        say(
                                "I5",
                                object.id(),
                                "made for record " + object.forRecord() + ", linked to " + link.recordId());
                    }
                }));
        for (CatalogRecord record : end.records()) {
            long links = end.links().stream()
                    .filter(link -> record.id().equals(link.recordId()))
                    .count();
            if (links != end.mappings().size()) {
                say("I10", record.id(), "the record has " + links + " links");
            }
        }
        end.graves().forEach(this::grave);
    }

    /** Whether a user brought it back when its record was deleted: then a living record with its key gets it. */
    private boolean hasNewRecord(SimulatedObject object) {
        return object.states().stream().anyMatch(SimulatedObject.State::deleted)
                && end.record(String.valueOf(object.forRecord())) == null;
    }

    private String formerly(String system, SimulatedObject object) {
        List<Link> links = end.linksOf(system, object.id());
        return links.isEmpty()
                ? ""
                : "; it was linked to " + links.get(links.size() - 1).recordId();
    }

    /** I15: of a deleted record nothing is left where its delete flows. */
    private void grave(CatalogRecord record) {
        for (Link link : end.links()) {
            if (record.id().equals(link.recordId())
                    && link.state() != Link.State.PARTED
                    && !end.work().containsKey(link.id())) {
                say("I15", record.id(), "deleted, but its link lives: " + link);
            }
        }
    }

    private void link(Link link) {
        if (link.state() == Link.State.PARTED) {
            if (end.mapping(link.integration()).direction() == Direction.BOTH) {
                say("I15", link.id(), "parted, though deletes flow both ways: " + link);
            }
            return;
        }
        if (link.state() != Link.State.LINKED) {
            if (!end.work().containsKey(link.id())) {
                say("I10", link.id(), "one side is missing and nothing is under way: " + link);
            }
            return;
        }
        CatalogRecord record = end.record(link.recordId());
        SimulatedObject object = end.system(link.integration()).living(link.externalId());
        if (record == null || object == null) {
            say("I10", link.id(), "linked to nothing: " + link);
            return;
        }
        if (end.work().containsKey(link.id())) {
            return;
        }
        Fields shown = end.system(link.integration()).show(object, object.now()).fields();
        for (FieldMapping field : end.mapping(link.integration()).fields()) {
            Value external = field.externalValue(shown);
            Value catalog = field.catalogValue(record.fields());
            if (external != null
                    && !field.agree(catalog, external)
                    && !isHeld(link, field)
                    && !staysHere(link, field, record)) {
                say(
                        "I1",
                        record.id(),
                        field.catalog() + " is " + catalog + " in the catalog and " + external + " at " + object.id());
            }
        }
    }

    private boolean isHeld(Link link, FieldMapping field) {
        return end.conflicts().stream()
                .anyMatch(conflict -> conflict.linkId().equals(link.id())
                        && conflict.path().equals(field.catalog().toString())
                        && conflict.winner() == Winner.HELD
                        && conflict.resolution() == null);
    }

    /** A field that only flows in may differ after a change from elsewhere; one that is not filled stays blank. */
    private static boolean staysHere(Link link, FieldMapping field, CatalogRecord record) {
        FieldOrigin origin = record.origins().get(field.catalog().toString());
        boolean leftBlank = !field.direction().takesIn()
                && field.catalogValue(record.fields()).isBlank();
        return leftBlank
                || (!field.sendsOut() && (origin == null || !origin.origin().equals(link.integration())));
    }

    private void parked(Work work) {
        if (work.code() == null || work.reason() == null) {
            say("I12", work.linkId(), "parked without code or reason: " + work);
            return;
        }
        Link link = end.links().stream()
                .filter(row -> row.id().equals(work.linkId()))
                .findFirst()
                .orElse(null);
        if (link == null) {
            say("I10", work.linkId(), "work without a link: " + work);
            return;
        }
        if (!hasStrayedObject(link)
                && !(TWINS.contains(work.code()) && hasReturned(link))
                && (!(TWINS.contains(work.code()) || isWaitingForTwin(work)) || !end.hasSharedKey(link))) {
            say(
                    "I12",
                    link.recordId() == null ? link.id() : link.recordId(),
                    "parked without cause: " + work.code() + " " + work.reason() + " " + link.externalId());
        }
    }

    /** Whether what was made for a link's record was taken in as somebody else's before its answer came. */
    private boolean hasStrayedObject(Link link) {
        return link.recordId() != null
                && end.system(link.integration()).objects().values().stream()
                        .anyMatch(
                                object -> object.hasStrayed() && link.recordId().equals(object.forRecord()));
    }

    /** Whether a user brought the object back after its record had got another one, or its key had been given to another. */
    private boolean hasReturned(Link link) {
        SimulatedSystem system = end.system(link.integration());
        SimulatedObject object = system.living(link.externalId());
        if (object == null || object.states().stream().noneMatch(SimulatedObject.State::deleted)) {
            return false;
        }
        Set<String> emails = object.states().stream()
                .map(state -> String.valueOf(End.tokens(system, state).get("email")))
                .collect(Collectors.toSet());
        Set<String> former = end.linksOf(link.integration(), object.id()).stream()
                .map(ended -> String.valueOf(ended.recordId()))
                .collect(Collectors.toSet());
        return end.records().stream()
                        .filter(record -> !record.id().equals(link.recordId()))
                        .anyMatch(record -> emails.contains(End.tokens(record).get("email")))
                || !former.isEmpty();
    }

    /** Whether work is parked because of a create that is itself parked as one of several with the same key. */
    private boolean isWaitingForTwin(Work work) {
        String reason = work.reason();
        return "waiting-for-create".equals(work.code())
                && reason != null
                && end.work().values().stream()
                        .anyMatch(holder -> reason.contains(holder.linkId())
                                && holder.state() == Work.State.PARKED_FOR_PERSON
                                && TWINS.contains(holder.code()));
    }

    private void say(String invariant, String subject, String text) {
        alarms.raise(invariant, subject, text);
    }
}
