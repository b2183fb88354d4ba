/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.ConfigurationKind;
import io.bascule.api.config.ConnectionTemplates;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the files of new connections. Thread-safe. */
public final class Templates implements ConnectionTemplates {
    private final Connectors connectors;
    private final DurableFile files = new DurableFile(Faults.NONE);

    /** Of these connectors, as they come and go. */
    public Templates(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public List<String> kinds() {
        return connectors.kinds();
    }

    @Override
    public String add(String kind, String name, Path etc) {
        ConnectorFactory factory = connectors.find(kind);
        if (factory == null) {
            throw new BasculeException(new Problem(
                    ErrorCode.CONNECTOR_MISSING,
                    "There is no such connector",
                    "kind " + kind,
                    "one of " + String.join(", ", kinds()),
                    kind,
                    "Copy its jar into deploy/, or choose another kind."));
        }
        if (!name.matches(ConfigurationId.WORD)) {
            throw wrongName(name, "a name that matches " + ConfigurationId.WORD, name);
        }
        List<String> names = names(etc);
        names.stream()
                .filter(file -> ConfigurationId.ofFile(file)
                        .filter(id -> id.kind() == ConfigurationKind.CONNECTION
                                && id.scope().equals(name))
                        .isPresent())
                .findFirst()
                .ifPresent(file -> {
                    throw wrongName(name, "a name that no connection has yet", file);
                });
        List<String> report = new ArrayList<>();
        List<SettingDefinition> definitions = connectors.definitions(factory);
        TemplateFiles.of(factory, definitions, name).forEach((id, text) -> {
            Path file = etc.resolve(id.file());
            boolean there = Files.exists(file);
            if (!there) {
                files.write(file, text);
            }
            report.add((there ? "left alone: " : "written:    ") + file);
        });
        report.addAll(next(factory, definitions, name, etc));
        names.stream()
                .filter(file -> file.startsWith("io.bascule.") && file.contains("~") && !file.endsWith("~"))
                .forEach(file -> report.add("Warning: " + etc.resolve(file)
                        + " is never read: a hyphen, not ~, stands between PID and name. Rename it."));
        return String.join("\n", report);
    }

    private static List<String> next(
            ConnectorFactory factory, List<SettingDefinition> definitions, String name, Path etc) {
        Map<String, String> starting = factory.startingSettings(name);
        List<String> steps = new ArrayList<>();
        List<String> required = definitions.stream()
                .filter(definition -> definition.required() && !starting.containsKey(definition.key()))
                .map(SettingDefinition::key)
                .toList();
        if (!required.isEmpty()) {
            steps.add("Fill in " + String.join(", ", required) + " of "
                    + etc.resolve(
                            ConfigurationId.connection(factory.kind(), name).file()) + ".");
        }
        starting.values().stream()
                .filter(value -> value.startsWith("secret:"))
                .sorted()
                .forEach(value -> steps.add("Put the secret into the file secrets/"
                        + value.substring("secret:".length()) + " of the data folder, mode 0600."));
        steps.add("Look at the mappings, take away those that you do not want, and set accept = true in the others:"
                + " nothing is written to either side before.");
        List<String> numbered = new ArrayList<>(List.of("Next:"));
        for (int i = 0; i < steps.size(); i++) {
            numbered.add("  " + (i + 1) + ". " + steps.get(i));
        }
        return numbered;
    }

    private static List<String> names(Path etc) {
        if (!Files.isDirectory(etc)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(etc)) {
            return list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw wrongName("", "a folder that can be read", etc + ": " + e);
        }
    }

    private static BasculeException wrongName(String name, String expected, String found) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "The connection cannot be added",
                "name " + name,
                expected,
                found,
                "Choose another one; links and work will belong to it for good."));
    }
}
