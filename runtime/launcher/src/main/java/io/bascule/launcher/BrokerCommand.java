/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts the broker's process. */
final class BrokerCommand {
    /** From this Java on, native code and Unsafe are warned of unless options allow them. */
    private static final int WARNS_OF_NATIVE_CODE = 24;

    private BrokerCommand() {}

    /**
     * Puts the command together.
     *
     * @param javaHome the Java that runs this process
     * @param javaVersion its feature version, for example 17
     * @param options more options for the broker's Java, separated by spaces; for example {@code "-Xmx512m"}
     */
    static List<String> of(
            Path javaHome,
            int javaVersion,
            Distribution distribution,
            DataFolder data,
            BrokerPorts ports,
            String options) {
        List<String> command = new ArrayList<>();
        // Ctrl-C reaches every process of the terminal. The broker must outlive the runtime's last sends, so it
        // ignores that signal; it ends when its standard input does.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + data.at("tmp"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                // Kafka logs through SLF4J; that Log4j's own API, which comes along, leads nowhere is nobody's trouble.
                "-Dlog4j2.StatusLogger.level=OFF"));
        if (javaVersion >= WARNS_OF_NATIVE_CODE) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        for (String option : options.strip().split("\\s+")) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        command.addAll(List.of("-cp", distribution.broker().resolve("*").toString(), "io.bascule.broker.Broker"));
        command.add(data.at("kafka").resolve("log").toString());
        command.add(Integer.toString(ports.broker()));
        command.add(Integer.toString(ports.controller()));
        return List.copyOf(command);
    }
}
