/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that was shipped. It is only ever read.
 *
 * @param home holds bin, lib, system, features, etc and broker
 */
record Distribution(Path home) {
    Distribution {
        home = home.toAbsolutePath().normalize();
    }

    Path features() {
        return home.resolve("features");
    }

    /** The defaults that a new data folder gets. */
    Path etc() {
        return home.resolve("etc");
    }

    /** Connectors that are shipped and not installed. */
    Path connectors() {
        return home.resolve("connectors");
    }

    /** The class path of the broker's process. */
    Path broker() {
        return home.resolve("broker");
    }

    /**
     * The jar of a bundle.
     *
     * @throws StartFailure if it was not shipped
     */
    Path jarOf(ArtifactId id) {
        Path jar = home.resolve("system").resolve(id.path());
        if (!Files.isRegularFile(jar)) {
            throw new StartFailure(
                    ExitCode.UNEXPECTED,
                    "The bundle " + id + " of a feature file is missing: expected " + jar
                            + ". The distribution is incomplete; unpack it again.");
        }
        return jar;
    }
}
