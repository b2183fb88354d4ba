/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a main class of this program's own class path in another process. */
final class JavaCommand {
    private JavaCommand() {}

    /**
     * A command.
     *
     * @param memoryMegabytes the heap's limit
     * @param properties system properties, for example {@code "user.timezone=UTC"}
     */
    static List<String> of(String mainClass, int memoryMegabytes, List<String> properties, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + memoryMegabytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:-UsePerfData");
        properties.forEach(property -> command.add("-D" + property));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
