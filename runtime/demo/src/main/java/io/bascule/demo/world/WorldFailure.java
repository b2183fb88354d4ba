/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import org.jspecify.annotations.Nullable;

/** The demonstration can't go on; the text is for the person at the terminal. */
public final class WorldFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause null if there is none */
    public WorldFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public WorldFailure(String message) {
        this(message, null);
    }
}
