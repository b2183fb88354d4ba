/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code bascule add}.
 *
 * @param kind the connector's kind
 * @param name of the new integration
 * @param folder the data folder, where given
 */
record AddOptions(String kind, String name, Optional<Path> folder) {
    static final String USAGE = """
            Usage: bascule add KIND NAME [--dir FOLDER]

              Writes the files of a new connection, with every setting explained, and of its mappings into etc/ of the data
              folder, and says what to do next. Nothing that is there is overwritten.

              KIND          the connector, for example stripe or jdbc
              NAME          of the integration, for good: a small letter, then up to 30 small letters, digits and _
              --dir FOLDER  data folder (default: $BASCULE_DIR, else ~/.bascule)""";

    /**
     * Reads the arguments that follow the verb.
     *
     * @throws StartFailure with {@link ExitCode#USAGE} and a text that names the argument
     */
    static AddOptions parse(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Optional<Path> folder = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--dir") && i + 1 < arguments.size()) {
                folder = Optional.of(Path.of(arguments.get(++i)));
            } else if (argument.startsWith("-")) {
                throw new StartFailure(
                        ExitCode.USAGE, "Unknown or incomplete option \"" + argument + "\" of add.\n\n" + USAGE);
            } else {
                words.add(argument);
            }
        }
        if (words.size() != 2) {
            throw new StartFailure(
                    ExitCode.USAGE, "Expected KIND and NAME, found " + words.size() + " words.\n\n" + USAGE);
        }
        return new AddOptions(words.get(0), words.get(1), folder);
    }
}
