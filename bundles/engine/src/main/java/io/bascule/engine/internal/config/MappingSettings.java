/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.SettingDefinition;
import java.util.List;

/** The scalar settings of a mapping. */
final class MappingSettings {
    static final String ENABLED = "enabled";
    static final String ACCEPT = "accept";
    static final String DIRECTION = "direction";
    static final String CONFLICT = "conflict";
    static final String FIRST_MATCH = "first.match";
    static final String DELETES = "deletes";
    static final String DELETES_PERCENT = "deletes.percent";

    static final List<SettingDefinition> DEFINITIONS = List.of(
            SettingDefinition.bool(ENABLED, "Enabled", "Whether records of this type flow.", true),
            SettingDefinition.bool(
                    ACCEPT,
                    "Accepted",
                    "Nothing is written to either side before this is true. Look at the mapping first.",
                    false),
            SettingDefinition.text(DIRECTION, "Direction", "Which way records flow: both, in or out.")
                    .withDefault("both")
                    .withOptions("both", "in", "out"),
            SettingDefinition.text(
                            CONFLICT,
                            "Conflicts",
                            "Who wins when both sides changed a field: newest, catalog, external or manual.")
                    .withDefault("newest")
                    .withOptions("newest", "catalog", "external", "manual"),
            SettingDefinition.text(
                            FIRST_MATCH,
                            "First match",
                            "Who wins where a matched pair differs at first contact: catalog, external or manual.")
                    .withDefault("manual")
                    .withOptions("catalog", "external", "manual"),
            SettingDefinition.text(
                            DELETES,
                            "Deletes",
                            "Which way deletes flow, as far as records flow that way: both, in, out or none. Where they do not,"
                                    + " the other side stays, and nothing flows between the two any more.")
                    .withDefault("both")
                    .withOptions("both", "in", "out", "none"),
            SettingDefinition.integer(
                    DELETES_PERCENT,
                    "Most deletes",
                    "How many percent of the links may end within an hour, 0 to 100; ten always may. Further deletes are parked"
                            + " until a person allows them.",
                    10,
                    0,
                    100));

    private MappingSettings() {}
}
