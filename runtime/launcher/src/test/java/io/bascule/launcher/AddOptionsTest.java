/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class AddOptionsTest {
    @Test
    void takesKindNameAndFolderInAnyOrder() {
        AddOptions expected = new AddOptions("stripe", "shop", Optional.of(Path.of("data")));

        assertThat(AddOptions.parse(List.of("stripe", "shop", "--dir", "data"))).isEqualTo(expected);
        assertThat(AddOptions.parse(List.of("--dir", "data", "stripe", "shop"))).isEqualTo(expected);
        assertThat(AddOptions.parse(List.of("stripe", "shop")).folder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stripe", "a b c", "stripe shop --dir", "stripe shop --force"})
    void refusesAnythingElse(String line) {
        StartFailure failure = catchThrowableOfType(
                StartFailure.class, () -> AddOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" "))));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.text()).contains("Usage: bascule add KIND NAME");
    }
}
