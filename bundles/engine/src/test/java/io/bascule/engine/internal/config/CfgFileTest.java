/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CfgFileTest {
    private static final String TEXT = """
            # Whose it is.
            url = https://api.example.org

            ! More of it.
            lanes: 4
            tables = {"a": \\
              1}
            name = Überlingen \\u263a
            """;

    @Test
    void readsWhatPropertiesRead() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(TEXT));

        assertThat(CfgFile.parse("x.cfg", TEXT).values()).isEqualTo(new TreeMap<>(properties));
        assertThat(CfgFile.parse("x.cfg", TEXT).place("name")).isEqualTo("line 8, ");
        assertThat(CfgFile.parse("x.cfg", TEXT.replace("\n", "\r\n")).values()).isEqualTo(new TreeMap<>(properties));
    }

    @Test
    void changesOnlyTheLinesThatChange() {
        CfgFile file = CfgFile.parse("x.cfg", TEXT);
        TreeMap<String, String> values = new TreeMap<>(file.values());
        values.put("lanes", "8");
        values.put("added", " leading = space, back\\slash");
        values.remove("url");

        assertThat(file.with(values)).isEqualTo("""
                # Whose it is.

                ! More of it.
                lanes = 8
                tables = {"a": \\
                  1}
                name = Überlingen \\u263a
                added = \\ leading = space, back\\\\slash
                """);
        assertThat(CfgFile.parse("x.cfg", file.with(values)).values()).isEqualTo(values);
    }

    @Test
    void aLastLineWithoutItsEndGetsOne() {
        CfgFile file = CfgFile.parse("x.cfg", "a = 1");

        assertThat(file.with(new TreeMap<>(Map.of("a", "1", "b", "2")))).isEqualTo("a = 1\nb = 2\n");
    }

    @Test
    void writesWhatItReadsWhateverTheValues() {
        Random random = new Random(7);
        String characters = "ab \\=:#!\n\r\t{}\"ü\u263a$";
        for (int i = 0; i < 2_000; i++) {
            TreeMap<String, String> values = new TreeMap<>();
            for (int k = 0; k < 3; k++) {
                StringBuilder value = new StringBuilder();
                for (int c = random.nextInt(6); c > 0; c--) {
                    value.append(characters.charAt(random.nextInt(characters.length())));
                }
                if (!value.toString().contains("${")) {
                    values.put("key" + random.nextInt(4), value.toString());
                }
            }
            String content = CfgFile.content(values);
            assertThat(CfgFile.parse("x.cfg", content).values()).as(content).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a = 1\nb = 2\na = 3', 'line 3: a stands in line 1 already'",
        "'a = 1\nenabl', 'line 2: no = after the key'",
        "'a = \\u26z', 'line 1: a \\u is not followed'",
        "'a = 1\n\nb = ${HOME}', 'line 3: b has a ${'",
        "'a = $[secret:x]', 'line 1: a has a $['",
        "'a = x\u0000y', 'line 1: control characters'"
    })
    void namesTheLineThatIsWrong(String text, String complaint) {
        assertThatThrownBy(() -> CfgFile.parse("x.cfg", text))
                .isInstanceOf(BasculeException.class)
                .hasMessageContaining("x.cfg")
                .hasMessageContaining(complaint);
    }
}
