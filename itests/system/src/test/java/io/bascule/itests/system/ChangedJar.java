/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Other builds of a connector, made from its jar. */
final class ChangedJar {
    private ChangedJar() {}

    /** The same connector in other bytes. */
    static byte[] withANote(Path jar) throws IOException {
        return changed(jar, name -> true);
    }

    /** A connector that lacks classes, as one built carelessly does: it opens, and fails when it first needs them. */
    static byte[] without(Path jar, String... classes) throws IOException {
        Set<String> left = Set.of(classes);
        return changed(jar, name -> {
            String file = name.substring(name.lastIndexOf('/') + 1);
            return !file.endsWith(".class") || !left.contains(file.substring(0, file.length() - 6));
        });
    }

    private static byte[] changed(Path jar, Predicate<String> stays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream changed = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(old.entries())) {
                if (stays.test(entry.getName())) {
                    changed.putNextEntry(new ZipEntry(entry.getName()));
                    old.getInputStream(entry).transferTo(changed);
                }
            }
            changed.putNextEntry(new ZipEntry("note.txt"));
            changed.write("another build".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** How the build of these bytes is told from others of its version. */
    static String build(byte[] jar) {
        try {
            return "+"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(jar))
                            .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
