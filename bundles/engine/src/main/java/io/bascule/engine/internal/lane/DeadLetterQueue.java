/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.WorkQueue;
import io.bascule.engine.internal.lane.DeadLetters.Letter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of work as one transaction of the engine sees it. Whatever parks work or takes it up again does it through here,
 * so the transaction that does so also tells the dead-letter topic.
 */
final class DeadLetterQueue implements WorkQueue {
    private final StoreTransaction tx;
    private final WorkQueue table;
    private final DeadLetters letters;

    /** What stands in the topic for each row that this transaction has read or written; empty for work that is not parked. */
    private final Map<String, Optional<Letter>> known = new HashMap<>();

    DeadLetterQueue(StoreTransaction tx, DeadLetters letters) {
        this.tx = tx;
        this.table = tx.work();
        this.letters = letters;
    }

    @Override
    public Optional<Work> find(String linkId) {
        Optional<Work> found = table.find(linkId);
        found.ifPresent(this::learn);
        return found;
    }

    @Override
    public List<Work> due(String integration, Instant now, int limit) {
        return table.due(integration, now, limit);
    }

    @Override
    public Optional<Instant> nextDue(String integration) {
        return table.nextDue(integration);
    }

    @Override
    public List<Work> page(
            @Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit) {
        return table.page(integration, state, after, limit);
    }

    @Override
    public Map<Work.State, Long> countByState(String integration) {
        return table.countByState(integration);
    }

    @Override
    public void insert(Work work) {
        table.insert(work);
        tell(Optional.empty(), work);
    }

    @Override
    public void update(Work work) {
        Optional<Letter> before = letterOf(work.linkId());
        table.update(work);
        tell(before, work);
    }

    @Override
    public void delete(Work work) {
        Optional<Letter> before = letterOf(work.linkId());
        table.delete(work);
        before.ifPresent(this::release);
        known.remove(work.linkId());
    }

    private Optional<Letter> letterOf(String linkId) {
        Optional<Letter> letter = known.get(linkId);
        if (letter == null) {
            letter = table.find(linkId).flatMap(this::learn);
        }
        return letter;
    }

    /**
     * The ids are those of the moment when the row was read: by them it was parked, whatever this transaction makes of its link.
     */
    private Optional<Letter> learn(Work work) {
        return known.computeIfAbsent(work.linkId(), linkId -> letter(work));
    }

    private Optional<Letter> letter(Work work) {
        return DeadLetters.isParked(work)
                ? Optional.of(Letter.of(work, tx.links().find(work.linkId())))
                : Optional.empty();
    }

    private void tell(Optional<Letter> before, Work work) {
        Optional<Letter> after = letter(work);
        before.filter(old -> after.isEmpty() || !after.get().key().equals(old.key()))
                .ifPresent(this::release);
        after.filter(letter -> before.isEmpty() || !before.get().says(letter))
                .ifPresent(letter -> tx.outbox().add(letters.parked(letter)));
        known.put(work.linkId(), after);
    }

    private void release(Letter letter) {
        tx.outbox().add(letters.released(letter));
    }
}
