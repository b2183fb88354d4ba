/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things lie.
 *
 * @param folder all that is written is below it
 * @param distribution the unpacked distribution, with {@code bin/bascule}
 * @param connectors jars that are laid into {@code deploy/}; empty if the distribution has all
 */
public record Places(Path folder, Path distribution, Optional<Path> connectors) {
    /** Makes the paths absolute. */
    public Places {
        folder = folder.toAbsolutePath().normalize();
        distribution = distribution.toAbsolutePath().normalize();
        connectors = connectors.map(path -> path.toAbsolutePath().normalize());
    }

    /** The runtime's data folder. */
    public Path runtime() {
        return folder.resolve("runtime");
    }

    Path shop() {
        return folder.resolve("shop");
    }

    Path stripe() {
        return folder.resolve("stripe");
    }

    /** What the processes say. */
    public Path logs() {
        return folder.resolve("log");
    }

    /** The journal of edits. */
    public Path edits() {
        return folder.resolve("edits.jsonl");
    }

    /** What the oracle found. */
    public Path findings() {
        return folder.resolve("findings.txt");
    }
}
