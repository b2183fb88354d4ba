/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.error;

/** What the engine does about an error. */
public enum ErrorKind {
    /** The settings are wrong: this integration stops and says so. */
    CONFIGURATION,
    /** This record cannot be written as it is: it is parked with its reason; all others go on. */
    DATA,
    /** Trouble that passes by itself: tried again with growing delays. */
    TRANSIENT,
    /** The system asks for a pause: tried again when it says so. */
    THROTTLED,
    /** The credentials or rights do not suffice: the integration pauses until somebody acts. */
    DENIED,
    /** A programming error in Bascule or a connector: the record is parked and the stack trace logged. */
    BUG
}
