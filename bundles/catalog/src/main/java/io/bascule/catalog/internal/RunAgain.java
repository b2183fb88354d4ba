/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

/** A transaction that was rolled back because another one was in its way; from its first read on it may come through. */
final class RunAgain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;
    private final boolean alone;

    /**
     * Asks for another run.
     *
     * @param failure what to tell the caller when there is none
     * @param alone whether it should have no other beside it
     */
    RunAgain(RuntimeException failure, boolean alone) {
        super(failure);
        this.failure = failure;
        this.alone = alone;
    }

    boolean alone() {
        return alone;
    }

    RuntimeException failure() {
        return failure;
    }
}
