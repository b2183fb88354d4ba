/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A journal without a file. */
final class InMemoryJournal implements Journal {
    private final List<ObjectNode> entries = new ArrayList<>();

    @Override
    public synchronized long append(ObjectNode entry) {
        long sequence = entries.size() + 1L;
        ObjectNode numbered = Json.object();
        numbered.put("sequence", sequence);
        numbered.setAll(entry);
        entries.add(numbered);
        return sequence;
    }

    @Override
    public void awaitDurable(long sequence) {
        // There is nothing more durable than memory here.
    }

    @Override
    public synchronized long last() {
        return entries.size();
    }

    @Override
    public synchronized List<ObjectNode> read(long after, int limit, Predicate<ObjectNode> wanted) {
        return entries.stream()
                .skip(Math.max(0, after))
                .filter(wanted)
                .limit(limit)
                .map(ObjectNode::deepCopy)
                .toList();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
