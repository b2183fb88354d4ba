/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder of the database: nobody else may read what is in it. */
final class DataFolder {
    private DataFolder() {}

    /** Makes the folder, for its owner only, if it is not there. */
    static void create(@Nullable Path folder) {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw StoreProblems.failed(e);
        }
    }
}
