/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

/** A transaction that was rolled back because another one was in its way; from its first read on it may come through. */
final class RunAgain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    /**
     * Asks for another run.
     *
     * @param failure what to tell the caller when there is none
     */
    RunAgain(RuntimeException failure) {
        super(failure);
        this.failure = failure;
    }

    RuntimeException failure() {
        return failure;
    }
}
