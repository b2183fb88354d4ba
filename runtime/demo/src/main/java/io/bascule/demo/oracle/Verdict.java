/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.List;
import java.util.Set;

/**
 * What the oracle says.
 *
 * @param findings everything that must not be; empty if all is well
 * @param edits how many edits were judged, seeds left out
 * @param held how many fields are apart because a conflict waits for a person
 * @param twins how many second objects of others wait for a person
 */
public record Verdict(List<Finding> findings, long edits, long held, long twins) {
    private static final Set<Finding.Kind> LOSSES = Set.of(Finding.Kind.LOST, Finding.Kind.WRONG_WINNER);

    /** Copies the list. */
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether all sides agree, apart from what waits for a person. */
    public boolean converged() {
        return count(Finding.Kind.UNEQUAL) + count(Finding.Kind.MISSING) + count(Finding.Kind.INVENTED) == 0;
    }

    /** How many edits were lost, or lost to the wrong one. */
    public long lost() {
        return findings.stream()
                .filter(finding -> LOSSES.contains(finding.kind()))
                .count();
    }

    /** How many things were doubled. */
    public long duplicates() {
        return count(Finding.Kind.DUPLICATE);
    }

    private long count(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }
}
