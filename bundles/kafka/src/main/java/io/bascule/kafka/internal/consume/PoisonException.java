/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.consume;

/** A record that the relay cannot have sent. Its message completes "skipped, because ..." and quotes no data. */
final class PoisonException extends Exception {
    private static final long serialVersionUID = 1L;

    PoisonException(String reason) {
        super(reason);
    }
}
