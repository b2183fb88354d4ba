/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

import static org.assertj.core.api.Assertions.assertThat;

final class BundleReportTest {
    @Test
    void namesTheRequirementAtTheEndOfTheResolversChain() {
        BundleException failure = new BundleException("Unable to resolve a [41](R 41.0): missing requirement [a [41](R"
                + " 41.0)] osgi.wiring.package; (osgi.wiring.package=b.api) [caused by: Unable to resolve b [42](R 42.0):"
                + " missing requirement [b [42](R 42.0)] osgi.wiring.package;"
                + " (&(osgi.wiring.package=no.such.thing)(version>=1.0.0)(!(version>=2.0.0)))] Unresolved requirements:"
                + " [[a [41](R 41.0)] osgi.wiring.package; (osgi.wiring.package=b.api)]");

        assertThat(BundleReport.reason(failure))
                .isEqualTo("missing requirement osgi.wiring.package;"
                        + " (&(osgi.wiring.package=no.such.thing)(version>=1.0.0)(!(version>=2.0.0)))");
    }

    @Test
    void namesTheInnermostCauseOfAFailedActivator() {
        BundleException failure =
                new BundleException("Activator start error", new IllegalStateException("no such table"));

        assertThat(BundleReport.reason(failure)).isEqualTo("IllegalStateException: no such table");
    }
}
