/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.error.Problem;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is to be done with the files of one integration that differ from their accepted versions. Filled by its judge. */
final class Verdict {
    private final SortedMap<ConfigurationId, String> accepted = new TreeMap<>();
    private final SortedMap<ConfigurationId, Problem> refused = new TreeMap<>();
    private final SortedMap<ConfigurationId, Problem> waiting = new TreeMap<>();

    /** The content becomes the next version. */
    void accept(ConfigurationId id, String content) {
        accepted.put(id, content);
    }

    /** The same, to be gone on with apart. */
    Verdict copy() {
        Verdict copy = new Verdict();
        copy.accepted.putAll(accepted);
        copy.refused.putAll(refused);
        copy.waiting.putAll(waiting);
        return copy;
    }

    /** It is wrong, or, if the problem passes by itself, cannot be judged yet. */
    void refuse(ConfigurationId id, Problem problem) {
        if (problem.code().kind() == ErrorKind.TRANSIENT || problem.code() == ErrorCode.CONNECTOR_MISSING) {
            waiting.put(id, problem);
        } else {
            refused.put(id, problem);
        }
    }

    /** It cannot be judged before something else is there. */
    void await(ConfigurationId id, Problem problem) {
        waiting.put(id, problem);
    }

    /** The contents of next versions. */
    SortedMap<ConfigurationId, String> accepted() {
        return accepted;
    }

    /** What is wrong, and why. */
    SortedMap<ConfigurationId, Problem> refused() {
        return refused;
    }

    /** What cannot be judged yet, and why. */
    SortedMap<ConfigurationId, Problem> waiting() {
        return waiting;
    }

    /** Whether it waits for a system that was away, which takes its time to say so. */
    boolean asksASystem() {
        return waiting.values().stream()
                        .anyMatch(problem ->
                                problem.code() != ErrorCode.CONNECTOR_MISSING && problem.code() != ErrorCode.NOT_FOUND)
                && refused.values().stream().noneMatch(problem -> problem.code() == ErrorCode.SECRET_MISSING);
    }

    /** Whether a later look at the same files would come to the same. */
    boolean isFinal() {
        return waiting.isEmpty()
                && refused.values().stream().noneMatch(problem -> problem.code() == ErrorCode.SECRET_MISSING);
    }
}
