/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import io.bascule.demo.oracle.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that several sides hold.
 *
 * @param subject what
 * @param ids its object's id on each side that holds it
 */
public record Target(Subject subject, Map<Side, String> ids) {
    /** Copies the map. */
    public Target {
        ids = Map.copyOf(ids);
    }

    /** What all of these sides hold, ordered by subject. */
    public static List<Target> among(Collection<SideObject> objects, Collection<Side> sides) {
        Map<Subject, Map<Side, String>> bySubject = new TreeMap<>();
        for (SideObject object : objects) {
            bySubject
                    .computeIfAbsent(object.subject(), subject -> new EnumMap<>(Side.class))
                    .put(object.side(), object.id());
        }
        List<Target> targets = new ArrayList<>();
        bySubject.forEach((subject, ids) -> {
            if (ids.keySet().containsAll(sides)) {
                targets.add(new Target(subject, ids));
            }
        });
        return targets;
    }
}
