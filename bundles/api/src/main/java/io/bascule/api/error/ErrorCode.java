/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.error;

/** The closed list of error codes. A code never changes its meaning; its kind decides the reaction. */
public enum ErrorCode {
    SETTING_INVALID(ErrorKind.CONFIGURATION),
    SECRET_MISSING(ErrorKind.CONFIGURATION),
    TYPE_INVALID(ErrorKind.CONFIGURATION),
    MAPPING_INVALID(ErrorKind.CONFIGURATION),
    CONNECTOR_MISSING(ErrorKind.CONFIGURATION),

    RECORD_INVALID(ErrorKind.DATA),
    RECORD_NOT_FOUND(ErrorKind.DATA),
    RECORD_DELETED(ErrorKind.DATA),
    VERSION_MISMATCH(ErrorKind.DATA),
    REJECTED(ErrorKind.DATA),
    AMBIGUOUS(ErrorKind.DATA),
    SUSPECTED_TWIN(ErrorKind.DATA),
    DELETED_THERE(ErrorKind.DATA),
    MASS_DELETE(ErrorKind.DATA),
    FLIPPING(ErrorKind.DATA),
    UNKNOWN_CREATE(ErrorKind.DATA),
    NOT_FOUND(ErrorKind.DATA),
    NOT_DECIDABLE(ErrorKind.DATA),
    NOT_RUNNING(ErrorKind.DATA),
    UNDER_WAY(ErrorKind.DATA),

    UNREACHABLE(ErrorKind.TRANSIENT),
    SYSTEM_FAILED(ErrorKind.TRANSIENT),
    ANSWER_UNREADABLE(ErrorKind.TRANSIENT),
    OUTCOME_UNKNOWN(ErrorKind.TRANSIENT),
    CURSOR_EXPIRED(ErrorKind.TRANSIENT),
    STORE_FAILED(ErrorKind.TRANSIENT),
    LEASE_LOST(ErrorKind.TRANSIENT),

    RATE_LIMITED(ErrorKind.THROTTLED),

    UNAUTHORISED(ErrorKind.DENIED),
    NOT_GRANTED(ErrorKind.DENIED),
    CONFIGURATION_READ_ONLY(ErrorKind.DENIED),

    BUG(ErrorKind.BUG);

    private final ErrorKind kind;

    ErrorCode(ErrorKind kind) {
        this.kind = kind;
    }

    /** What the engine does about it. */
    public ErrorKind kind() {
        return kind;
    }

    /** The code as it is written outside Java, for example {@code "rate-limited"}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
