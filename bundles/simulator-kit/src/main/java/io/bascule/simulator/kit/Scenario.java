/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to go wrong, and when. Equal scenarios strike the same calls as long as the calls come in the same order.
 *
 * @param seed of the rates' random numbers
 * @param rules tried in order; the first that strikes decides, except that latencies add up
 * @param source the JSON it was read from; not to be changed
 */
public record Scenario(long seed, List<FaultRule> rules, ObjectNode source) {
    public Scenario {
        rules = List.copyOf(rules);
    }

    /** Nothing goes wrong. */
    public static Scenario none() {
        return parse("{\"faults\":[]}");
    }

    /**
     * Reads a scenario.
     *
     * @param json for example {@code {"seed":7,"faults":[{"fault":"applyThenReset","on":"POST /v1/customers","every":3}]}}
     * @throws IllegalArgumentException naming the place and what was expected
     */
    public static Scenario parse(String json) {
        return read(Json.parseObject(json.getBytes(StandardCharsets.UTF_8), "scenario"), "scenario");
    }

    /**
     * Reads a scenario file.
     *
     * @throws IllegalArgumentException naming the place and what was expected
     */
    public static Scenario file(Path file) {
        String where = "scenario " + file;
        try {
            return read(Json.parseObject(Files.readAllBytes(file), where), where);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Can't read " + where + "; give a readable JSON file", unreadable);
        }
    }

    static Scenario read(ObjectNode tree, String where) {
        return new ScenarioReader(where).read(tree);
    }
}
