/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.engine.internal.TestCapabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A connector of a system with one type, which is called as its settings say. Counts what is open. */
final class LabFactory implements ConnectorFactory {
    static final String TEMPLATE = """
            {
              "integration": "lab",
              "type": "customer",
              "externalType": "people",
              "fields": [
                {"catalog": "name", "external": "name"},
                {"catalog": "email", "external": "email"}
              ],
              "matchKeys": ["email"]
            }
            """;

    private final String kind;
    private final List<SettingDefinition> more;
    private int open;
    private int tried;
    private boolean broken;
    private boolean mute;

    LabFactory(String kind, SettingDefinition... more) {
        this.kind = kind;
        this.more = List.of(more);
    }

    /** From now on it fails as a bundle does that lacks a class. */
    LabFactory broken() {
        broken = true;
        return this;
    }

    /** How often one was to be opened. */
    int tried() {
        return tried;
    }

    /** From now on it fails when it is asked for its settings. */
    void fallSilent() {
        mute = true;
    }

    /** How many connectors are open. */
    int open() {
        return open;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public String title() {
        return "Lab";
    }

    @Override
    public List<SettingDefinition> settings() {
        if (mute) {
            throw new NoClassDefFoundError("io/bascule/lab/Settings");
        }
        List<SettingDefinition> all = new ArrayList<>(List.of(
                SettingDefinition.text("table", "Table", "Where people are.").asRequired(),
                SettingDefinition.text("colour", "Colour", "Of the walls.")
                        .withDefault("red")
                        .withOptions("red", "green", "blue"),
                SettingDefinition.integer("rooms", "Rooms", "From 1 to 20.", 4, 1, 20),
                SettingDefinition.secret("key", "Key", "Of the door.")));
        all.addAll(more);
        return all;
    }

    @Override
    public Set<Class<?>> resources() {
        return Set.of();
    }

    @Override
    public List<MappingTemplate> mappingTemplates() {
        return List.of(new MappingTemplate("customer", TEMPLATE));
    }

    @Override
    public Connector open(Settings settings, ConnectionResources resources) {
        tried++;
        if (broken) {
            throw new NoClassDefFoundError("io/bascule/lab/Door");
        }
        if (settings.integer("rooms") == 13) {
            throw new BasculeException(new Problem(
                    ErrorCode.SETTING_INVALID, "No lab has 13 rooms", "rooms", "another number", "13", "Change it."));
        }
        open++;
        String table = settings.text("table");
        return new Connector() {
            @Override
            public Capabilities capabilities() {
                return new Capabilities(new TreeMap<>(Map.of(
                        table,
                        TestCapabilities.listed(
                                Duration.ZERO,
                                List.of(ExternalField.text("name"), ExternalField.text("email")),
                                Set.of("email")))));
            }

            @Override
            public void check() {}

            @Override
            public void close() {
                open--;
            }
        };
    }
}
