/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.IOException;
import java.nio.file.Path;

/** All that a jar must pass before it is installed. */
final class JarChecks {
    private final JarContents contents;
    private final ManifestRules rules;

    /** @param javaVersion the feature version of the Java that runs, for example 17 */
    JarChecks(int javaVersion) {
        this.contents = new JarContents(javaVersion);
        this.rules = new ManifestRules(javaVersion);
    }

    /**
     * Checks a jar that nobody else can change meanwhile.
     *
     * @return what it calls itself
     * @throws Refusal if it must not be installed
     */
    BundleKey check(Path file) throws IOException, Refusal {
        return rules.check(contents.check(file));
    }
}
