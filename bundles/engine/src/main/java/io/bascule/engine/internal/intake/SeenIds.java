/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import java.util.Arrays;

/**
 * The ids that a complete list showed, eight bytes each, so that a million of them fit anywhere. Two ids may fall together: then one
 * that is missing is taken as seen, until another list with another salt. Not thread-safe.
 */
final class SeenIds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long salt;
    private long[] hashes = new long[64];
    private int size;
    private boolean sorted = true;

    /** @param salt another one for each list */
    SeenIds(long salt) {
        this.salt = salt;
    }

    void add(String id) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = hash(id);
        sorted = false;
    }

    boolean contains(String id) {
        if (!sorted) {
            Arrays.sort(hashes, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(hashes, 0, size, hash(id)) >= 0;
    }

    private long hash(String id) {
        long hash = FNV_OFFSET ^ salt;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
