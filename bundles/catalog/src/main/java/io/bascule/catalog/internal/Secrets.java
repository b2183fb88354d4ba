/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets' folder as the catalog reads it, before anybody else can: each a file, one newline at its end taken off. The same
 * form as that of the connections' secrets (decision 16).
 */
final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("secret:(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,127})");
    private static final int MOST_BYTES = 65_536;

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /**
     * The secret behind a reference.
     *
     * @param setting names the setting, for the error
     * @param reference for example {@code "secret:catalog-database"}; never shown, it may be a password put in its place
     * @throws BasculeException with {@code SETTING_INVALID} if it is no reference, with {@code SECRET_MISSING} if there is no such
     *     file
     */
    String resolve(String setting, String reference) {
        Matcher form = REFERENCE.matcher(reference);
        if (!form.matches()) {
            throw problem(
                    ErrorCode.SETTING_INVALID,
                    setting,
                    "a reference such as secret:catalog-database",
                    "something else");
        }
        Path file = folder.resolve(form.group("name"));
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                throw problem(ErrorCode.SECRET_MISSING, setting, "a file of at most 64 KiB", "none at " + file);
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
        } catch (IOException e) {
            throw problem(
                    ErrorCode.SECRET_MISSING,
                    setting,
                    "a readable file in UTF-8",
                    file + ": " + e.getClass().getSimpleName());
        }
    }

    private BasculeException problem(ErrorCode code, String setting, String expected, String found) {
        return new BasculeException(new Problem(
                code,
                "The password of the catalog's database cannot be read",
                setting,
                expected,
                found,
                "Put the password into a file of the folder " + folder + " and name it as secret:FILE."));
    }
}
