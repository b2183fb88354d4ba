/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.ConfigurationState.Status;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@SuppressWarnings("NullAway.Init")
final class TemplatesTest {
    private static final String CONNECTION = "io.bascule.connector.lab-second.cfg";

    @TempDir
    private Path data;

    private Runs runs;
    private Templates templates;

    @BeforeEach
    void prepare() {
        runs = new Runs(data);
        templates = new Templates(runs.connectors);
    }

    private String add(String kind, String name) {
        return templates.add(kind, name, runs.etc(""));
    }

    @Test
    void writesEverySettingExplainedAndTheMappings() {
        String report = add("lab", "second");

        assertThat(runs.read(CONNECTION))
                .contains("# Table. Where people are.\ntable = \n".stripTrailing())
                .contains("# Colour. Of the walls.\n#colour = red\n")
                .contains("# Enabled.")
                .doesNotContain("\nenabled");
        assertThat(runs.read("io.bascule.mapping-second.customer.cfg")).contains("\naccept = false\n");
        assertThat(runs.read("mappings/second.customer.json")).contains("\"integration\": \"second\"");
        assertThat(report)
                .contains("written:    ")
                .contains("1. Fill in table of")
                .contains("accept = true");
    }

    @Test
    void whatItWritesIsRightOnceItIsFilledIn() {
        add("lab", "second");
        runs.write(CONNECTION, runs.read(CONNECTION).replace("table =", "table = people"));
        runs.look();

        assertThat(runs.configurations.all()).hasSize(3).allMatch(state -> state.status() == Status.ACCEPTED);
    }

    @Test
    void whatIsThereStaysAsItIs() {
        runs.write("mappings/second.customer.json", "mine");

        assertThat(add("lab", "second")).contains("left alone: ");
        assertThat(runs.read("mappings/second.customer.json")).isEqualTo("mine");
        assertThat(refusal("lab", "second")).isEqualTo(ErrorCode.SETTING_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Second", "2nd", "a-b", "a.b", "../x", "a23456789012345678901234567890123"})
    void aNameKeepsTheRules(String name) {
        assertThat(refusal("lab", name)).isEqualTo(ErrorCode.SETTING_INVALID);
        assertThat(runs.etc("")).doesNotExist();
    }

    @Test
    void anUnknownKindIsToldWhichThereAre() {
        BasculeException refused = catchThrowableOfType(BasculeException.class, () -> add("labb", "second"));

        assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTOR_MISSING);
        assertThat(refused).hasMessageContaining("one of lab");
    }

    @Test
    void warnsOfAFileThatIsNeverRead() {
        runs.write("io.bascule.connector.lab~first.cfg", "table = people\n");

        assertThat(add("lab", "second")).contains("lab~first.cfg is never read: a hyphen");
    }

    private ErrorCode refusal(String kind, String name) {
        return catchThrowableOfType(BasculeException.class, () -> add(kind, name))
                .code();
    }
}
