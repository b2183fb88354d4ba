/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.secret;

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
 * The secrets' folder as bundles read it: each secret a file, one newline at its end taken off, named in settings as {@code
 * secret:NAME}. Nothing is kept: a changed file holds from the next use on. Immutable and thread-safe.
 */
public final class SecretFiles {
    private static final Pattern REFERENCE = Pattern.compile("secret:(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,127})");
    private static final int MOST_BYTES = 65_536;

    private final Path folder;

    /** @param folder for example {@code secrets} of the data folder */
    public SecretFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a value of a setting has the form of a reference; whether the secret is there is another matter. */
    public static boolean isReference(String value) {
        return REFERENCE.matcher(value).matches();
    }

    /**
     * The secret behind a reference.
     *
     * @param what is done with it, for the error: {@code "The password of the catalog's database"}
     * @param setting names the setting, for the error
     * @param reference for example {@code "secret:catalog-database"}; never shown, it may be a password put in its place
     * @throws BasculeException with {@code SETTING_INVALID} if it is no reference, with {@code SECRET_MISSING} if there is no such
     *     file
     */
    public String resolve(String what, String setting, String reference) {
        Matcher form = REFERENCE.matcher(reference);
        if (!form.matches()) {
            throw problem(
                    ErrorCode.SETTING_INVALID,
                    what,
                    setting,
                    "a reference such as secret:catalog-database",
                    "something else");
        }
        Path file = folder.resolve(form.group("name"));
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                throw problem(ErrorCode.SECRET_MISSING, what, setting, "a file of at most 64 KiB", "none at " + file);
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
        } catch (IOException e) {
            throw problem(
                    ErrorCode.SECRET_MISSING,
                    what,
                    setting,
                    "a readable file in UTF-8",
                    file + ": " + e.getClass().getSimpleName());
        }
    }

    private BasculeException problem(ErrorCode code, String what, String setting, String expected, String found) {
        return new BasculeException(new Problem(
                code,
                what + " cannot be read",
                setting,
                expected,
                found,
                "Put it into a file of the folder " + folder + " and name it as secret:FILE."));
    }
}
