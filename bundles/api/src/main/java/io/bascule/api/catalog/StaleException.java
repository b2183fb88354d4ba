/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

/**
 * A row has changed, appeared or gone since it was read: a compare-and-set failed or a unique key is taken. The transaction is
 * rolled back and may be tried again from its first read.
 */
public final class StaleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the row, for example {@code "link 019a…, revision 3"}. */
    public StaleException(String row) {
        super("Changed meanwhile: " + row);
    }
}
