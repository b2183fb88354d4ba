/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The usual meaning of a status that is no success. Systems that mean something else by one of them say so in their
 * connector, before they ask here.
 *
 * <table>
 * <caption>Status and code</caption>
 * <tr><th>status</th><th>read</th><th>write</th></tr>
 * <tr><td>3xx (not followed)</td><td>ANSWER_UNREADABLE</td><td>ANSWER_UNREADABLE</td></tr>
 * <tr><td>401, 403, 407</td><td>UNAUTHORISED</td><td>UNAUTHORISED</td></tr>
 * <tr><td>404, 410</td><td>RECORD_NOT_FOUND</td><td>RECORD_NOT_FOUND</td></tr>
 * <tr><td>408, 425</td><td>SYSTEM_FAILED</td><td>OUTCOME_UNKNOWN</td></tr>
 * <tr><td>412, 428</td><td>VERSION_MISMATCH</td><td>VERSION_MISMATCH</td></tr>
 * <tr><td>429</td><td>RATE_LIMITED</td><td>RATE_LIMITED</td></tr>
 * <tr><td>other 4xx</td><td>REJECTED</td><td>REJECTED</td></tr>
 * <tr><td>5xx and everything else</td><td>SYSTEM_FAILED</td><td>OUTCOME_UNKNOWN</td></tr>
 * </table>
 */
public final class HttpErrors {
    private HttpErrors() {}

    /**
     * The code of a status.
     *
     * @param status one that is not 2xx
     * @param writes whether the request may have changed something
     */
    public static ErrorCode code(int status, boolean writes) {
        return switch (status) {
            case 401, 403, 407 -> ErrorCode.UNAUTHORISED;
            case 404, 410 -> ErrorCode.RECORD_NOT_FOUND;
            case 412, 428 -> ErrorCode.VERSION_MISMATCH;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 408, 425 -> writes ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.SYSTEM_FAILED;
            default -> {
                if (status >= 300 && status < 400) {
                    yield ErrorCode.ANSWER_UNREADABLE;
                }
                if (status >= 400 && status < 500) {
                    yield ErrorCode.REJECTED;
                }
                yield writes ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.SYSTEM_FAILED;
            }
        };
    }

    /**
     * The error of an answer that is no success, with {@link RetryAfter} where the system told one.
     *
     * @param answer the answer
     * @param writes whether the request may have changed something
     * @param detail the system's own message in its answer, without people's data; null if it has none
     * @param now by our clock
     */
    public static BasculeException of(HttpAnswer answer, boolean writes, @Nullable String detail, Instant now) {
        ErrorCode code = code(answer.status(), writes);
        String found = "status " + answer.status() + (detail == null ? "" : ", \"" + shortened(detail) + "\"");
        return new BasculeException(
                new Problem(code, what(code), answer.where(), null, found, remedy(code)),
                null,
                RetryAfter.of(answer, now));
    }

    /** At most 300 characters of a system's message, on one line. */
    public static String shortened(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 299) + "…";
    }

    private static String what(ErrorCode code) {
        return switch (code) {
            case UNAUTHORISED -> "The system refused the credentials or their rights";
            case RECORD_NOT_FOUND -> "The system knows no such object or path";
            case VERSION_MISMATCH -> "The object has changed since it was read";
            case RATE_LIMITED -> "The system asks for a pause";
            case ANSWER_UNREADABLE -> "The system redirects to another address";
            case REJECTED -> "The system refused the request";
            case OUTCOME_UNKNOWN -> "The system failed during a write, which may or may not have been applied";
            default -> "The system failed";
        };
    }

    private static String remedy(ErrorCode code) {
        return switch (code) {
            case UNAUTHORISED -> "Check the secret that auth.secret names, and its rights in the system.";
            case RECORD_NOT_FOUND -> "Check the id, and the setting url.";
            case VERSION_MISMATCH -> "Read the object again.";
            case RATE_LIMITED ->
                "Nothing to do: it is tried again when the system allows it; lower the quota if it recurs.";
            case ANSWER_UNREADABLE -> "Set url to the address that answers itself; redirects are not followed.";
            case REJECTED -> "Mend the values that the system names.";
            case OUTCOME_UNKNOWN -> "Nothing to do: the outcome is looked up before anything is tried again.";
            default -> "Nothing to do unless it lasts: it is tried again.";
        };
    }
}
