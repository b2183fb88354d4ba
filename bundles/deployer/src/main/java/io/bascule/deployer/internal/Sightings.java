/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Compares scans: a file counts when two scans in a row show it the same, and is gone when two in a row miss it. */
final class Sightings {
    private final Map<String, Sighting> files = new HashMap<>();

    private record Sighting(FileStamp stamp, boolean settled, boolean missed) {}

    /**
     * What a scan shows that is new.
     *
     * @param settled files that came to rest since the scan before, in the order of names
     * @param gone files that are there no longer
     */
    record News(List<String> settled, List<String> gone) {
        News {
            settled = List.copyOf(settled);
            gone = List.copyOf(gone);
        }
    }

    /** Takes in a scan. */
    News observe(SortedMap<String, FileStamp> scan) {
        List<String> settled = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        scan.forEach((name, stamp) -> {
            Sighting before = files.get(name);
            boolean same = before != null && before.stamp().equals(stamp);
            if (before != null && same && !before.settled()) {
                settled.add(name);
            }
            files.put(name, new Sighting(stamp, same, false));
        });
        for (String name : List.copyOf(files.keySet())) {
            Sighting before = files.get(name);
            if (before == null || scan.containsKey(name)) {
                continue;
            }
            if (before.missed()) {
                files.remove(name);
                gone.add(name);
            } else {
                // Some programs replace a file by deleting it first.
                files.put(name, new Sighting(before.stamp(), false, true));
            }
        }
        return new News(settled, gone);
    }

    /** Makes a file count as new, so that it is looked at again when it has come to rest. */
    void forget(String name) {
        files.remove(name);
    }
}
