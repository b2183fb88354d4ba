/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Link;
import java.time.Instant;

/**
 * I15 no lost delete: each acknowledged delete is final, or its record lives again because somebody edited it without having
 * seen the delete, which a conflict names, or because somebody brought it back. That nothing is left of what is deleted is
 * judged by {@link Agreement}; whether a record may live again, by {@link LifeOracle}.
 */
final class DeleteOracle {
    private final End end;
    private final Alarms alarms;

    DeleteOracle(End end, Alarms alarms) {
        this.end = end;
        this.alarms = alarms;
    }

    void judge() {
        end.edits().stream()
                .filter(edit -> edit.isDelete() && edit.isAcknowledged())
                .forEach(this::delete);
    }

    private void delete(Edit edit) {
        if (edit.side().equals(Editors.CATALOG)) {
            boolean known = end.lives().of(edit.subject()).stream()
                    .anyMatch(version -> version.deleted()
                            && version.actor().equals(Editors.USER)
                            && version.at().equals(edit.at()));
            if (!known) {
                alarms.raise("I15", edit.subject(), "lost: " + edit);
            }
            return;
        }
        if (!end.mapping(edit.side()).direction().takesIn()) {
            return;
        }
        for (Link link : end.linksOf(edit.side(), edit.subject())) {
            String recordId = String.valueOf(link.recordId());
            if (!link.isLive() && link.updated().isBefore(edit.at())) {
                // By then it was an object of its own, whose record had got another one.
                continue;
            }
            if (end.record(recordId) != null && !isExplained(recordId, edit.at())) {
                alarms.raise("I15", edit.subject(), "lost, for record " + recordId + " lives: " + edit);
            }
        }
    }

    /** Whether something from a moment on tells why a record lives. */
    private boolean isExplained(String recordId, Instant since) {
        return end.conflicts().stream()
                        .anyMatch(conflict -> conflict.path().equals(Conflict.WHOLE)
                                && conflict.recordId().equals(recordId)
                                && !conflict.at().isBefore(since))
                || end.edits().stream()
                        .anyMatch(
                                edit -> edit.isRestore() && !edit.at().isBefore(since) && end.isAbout(edit, recordId));
    }
}
