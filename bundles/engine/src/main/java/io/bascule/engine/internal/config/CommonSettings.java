/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The settings that every connection has, whatever its kind. */
final class CommonSettings {
    static final String ENABLED = "enabled";
    static final String POLL = "poll.seconds";
    static final String SWEEP = "sweep.seconds";
    static final String CENSUS = "census.seconds";
    static final String LANES = "lanes";
    static final String QUOTA = "quota.per.second";
    static final String OPERATIONS = "operations";
    static final String WATCH = "update.watch.seconds";

    static final List<SettingDefinition> DEFINITIONS = List.of(
            SettingDefinition.bool(
                    ENABLED, "Enabled", "Whether this integration runs. What is stored of it stays either way.", true),
            SettingDefinition.seconds(
                    POLL,
                    "Poll interval",
                    "Seconds between two looks at the system's stream of changes, 1 to 86,400.",
                    10,
                    1,
                    86_400),
            SettingDefinition.seconds(
                    SWEEP,
                    "Sweep interval",
                    "Seconds between two walks over the changed records of the catalog, 1 to 86,400.",
                    3_600,
                    1,
                    86_400),
            SettingDefinition.seconds(
                    CENSUS,
                    "Census interval",
                    "Seconds between two complete lists of a system whose stream of changes does not tell of deletes, 1 to"
                            + " 86,400. What is missing in a list is read by its id before it counts as deleted.",
                    900,
                    1,
                    86_400),
            SettingDefinition.integer(LANES, "Lanes", "How many records are worked on at once, 1 to 64.", 4, 1, 64),
            SettingDefinition.integer(
                    QUOTA, "Calls per second", "The most calls a second, 0 for no limit, up to 10,000.", 0, 0, 10_000),
            SettingDefinition.text(
                            OPERATIONS,
                            "Operations",
                            "What may be done to objects in this system, separated by commas: create, update, delete; or none. Work"
                                    + " that needs more is parked as not-granted.")
                    .withPattern("none|(create|update|delete)(\\s*,\\s*(create|update|delete))*")
                    .withDefault("create, update, delete"),
            SettingDefinition.seconds(
                    WATCH,
                    "Watch after an update",
                    "Seconds for which a new version of the connector is watched, and taken back by itself if it is bad,"
                            + " 0 to 86,400.",
                    60,
                    0,
                    86_400));

    private CommonSettings() {}

    /** The operations that are granted. */
    static Set<Action> operations(Settings settings) {
        Set<Action> granted = EnumSet.noneOf(Action.class);
        for (Action action : Action.values()) {
            if (List.of(settings.text(OPERATIONS).split("\\s*,\\s*", -1))
                    .contains(action.name().toLowerCase(Locale.ROOT))) {
                granted.add(action);
            }
        }
        return granted;
    }
}
