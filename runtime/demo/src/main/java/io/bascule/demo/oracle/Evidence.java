/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that was read once everything had come to rest.
 *
 * @param mapped by entity type: the catalog paths that each side holds; a type that a side does not know is missing there
 * @param edits every edit of every editor, and the seeds
 * @param objects every live object of every side
 * @param writes the journals of the sides, oldest first for each field
 * @param creations the creates among them
 * @param conflicts as Bascule shows them
 * @param parked as Bascule shows it
 */
public record Evidence(
        Map<String, Map<Side, Set<String>>> mapped,
        List<Edit> edits,
        List<SideObject> objects,
        List<Write> writes,
        List<Creation> creations,
        List<ConflictRecord> conflicts,
        List<ParkedWork> parked) {
    /** Copies the collections. */
    public Evidence {
        mapped = Map.copyOf(mapped);
        edits = List.copyOf(edits);
        objects = List.copyOf(objects);
        writes = List.copyOf(writes);
        creations = List.copyOf(creations);
        conflicts = List.copyOf(conflicts);
        parked = List.copyOf(parked);
    }
}
