/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Brings a database file back to its last commit after its process was killed. H2 looks for the newest of the file's chunks, one
 * for each commit, where the file's header and the chain from there lead, and takes that for the end though newer ones may lie
 * elsewhere: up to some ten acknowledged commits were then gone with H2 2.5.252. In recovery mode it looks through the whole file;
 * see decision 9. A file that was closed is opened at once.
 */
final class Recovery {
    private Recovery() {}

    /**
     * Completes what a killed process left; does nothing where there is no file yet.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the file cannot be read
     */
    static void complete(StoreUrl url) {
        Path file = Path.of(url.path() + ".mv.db");
        if (!Files.exists(file)) {
            return;
        }
        try {
            new MVStore.Builder()
                    .fileName("async:" + file)
                    .recoveryMode()
                    .open()
                    .close(0);
        } catch (MVStoreException e) {
            // A file in use by another process is told by the opening that follows.
            if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                throw StoreProblems.failed(e);
            }
        }
    }
}
