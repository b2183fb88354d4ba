/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SourcesTest {
    /**
     * Bundles that speak to the terminal: a first password or token, which no log may keep, and programs of their own.
     */
    private static final Set<String> TERMINAL = Set.of(
            "io.bascule.console.internal.ConsoleDoor",
            "io.bascule.rest.internal.RestServlet",
            "io.bascule.simulator.stripe.StripeSimulator");

    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\.[A-Z]+\\.sleep\\b");
    private static final Pattern NULL_MARKED = Pattern.compile("@(org\\.jspecify\\.annotations\\.)?NullMarked");

    @Test
    void nothingSleeps() {
        List<String> sleepers = Room.all().stream()
                .flatMap(room -> Stream.concat(room.sources("main").stream(), room.sources("test").stream()))
                .filter(file -> SLEEP.matcher(Room.text(file)).find())
                .map(Room::shown)
                .toList();
        assertThat(sleepers)
                .as(
                        "a sleep is too short on a slow machine and too long on a fast one: wait for a condition with a limit"
                                + " (Awaitility in tests), or take a Scheduler")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        List<String> packages = Room.all().stream()
                .flatMap(room -> room.sources("main").stream())
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isIntroduced(folder.resolve("package-info.java")))
                .map(Room::shown)
                .toList();
        assertThat(packages)
                .as(
                        "each package has a package-info.java with one to five sentences (what is here, where to start, which"
                                + " threads) and @NullMarked, or the compiler checks no null in it")
                .isEmpty();
    }

    private static boolean isIntroduced(Path file) {
        return Files.exists(file)
                && NULL_MARKED.matcher(Room.text(file)).find()
                && Room.text(file).contains("/**");
    }

    @Test
    void bundlesDoNotWriteToTheTerminal() {
        Set<String> writers = Code.main().stream()
                .filter(code -> !code.getPackageName().startsWith("io.bascule.launcher")
                        && !code.getPackageName().startsWith("io.bascule.broker")
                        && !code.getPackageName().startsWith("io.bascule.demo")
                        && !code.getPackageName().startsWith("io.bascule.itests"))
                .filter(SourcesTest::writesToTheTerminal)
                .map(code -> code.getName().replaceFirst("\\$.*", ""))
                .collect(Collectors.toSet());
        assertThat(writers)
                .as(
                        "what a bundle has to say goes to SLF4J, a status or an event; name an exception in TERMINAL, and take"
                                + " off those that need none")
                .containsExactlyInAnyOrderElementsOf(TERMINAL);
    }

    private static boolean writesToTheTerminal(JavaClass code) {
        return code.getFieldAccessesFromSelf().stream()
                .anyMatch(access -> access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err").contains(access.getTarget().getName()));
    }
}
