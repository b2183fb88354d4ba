/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Secrets as files of one folder, read at each use. Thread-safe. */
public final class FileSecrets {
    private static final String PREFIX = "secret:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final int MOST_BYTES = 65_536;

    private final Path folder;

    /** The secrets of this folder, which need not exist. */
    public FileSecrets(Path folder) {
        this.folder = folder;
    }

    /**
     * The secret behind a reference.
     *
     * @param where the setting, for the error
     * @param reference for example {@code "secret:stripe-key"}
     * @throws BasculeException with {@code SECRET_MISSING}
     */
    String resolve(String where, String reference) {
        if (!reference.startsWith(PREFIX)
                || !NAME.matcher(reference.substring(PREFIX.length())).matches()) {
            throw missing(where, "a reference such as secret:stripe-key", "something else", null);
        }
        Path file = folder.resolve(reference.substring(PREFIX.length()));
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                throw missing(where, "a file of at most 64 KiB", "none at " + file, null);
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
        } catch (IOException e) {
            throw missing(where, "a readable file", file + ": " + e.getClass().getSimpleName(), e);
        }
    }

    private BasculeException missing(
            String where, String expected, String found, @org.jspecify.annotations.Nullable Throwable cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.SECRET_MISSING,
                        "A secret cannot be read",
                        where,
                        expected,
                        found,
                        "Put the secret into a file of the folder " + folder + " and name it as secret:FILE."),
                cause);
    }
}
