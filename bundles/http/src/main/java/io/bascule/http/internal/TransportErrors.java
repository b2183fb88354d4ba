/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What a failed exchange means. Before the connection stands nothing can have been sent; from then on a write may have been
 * applied, whatever the client saw of it.
 */
final class TransportErrors {
    private TransportErrors() {}

    /**
     * The error of an exchange without a whole answer.
     *
     * @param trouble what the client threw
     * @param where integration, method and path
     * @param origin where it was to go, for example {@code "https://api.stripe.com"}
     * @param writes whether the request may have changed something
     */
    static BasculeException of(Throwable trouble, String where, String origin, boolean writes) {
        if (isBeforeSending(trouble)) {
            return new BasculeException(
                    new Problem(
                            ErrorCode.UNREACHABLE,
                            "No connection; nothing was sent",
                            where,
                            "a connection to " + origin,
                            told(trouble),
                            "Check the setting url, name resolution, certificates and network; it is tried again."),
                    trouble);
        }
        if (writes) {
            return new BasculeException(
                    new Problem(
                            ErrorCode.OUTCOME_UNKNOWN,
                            "The answer to a write got lost; it may or may not have been applied",
                            where,
                            null,
                            told(trouble),
                            "Nothing to do: the outcome is looked up before anything is tried again."),
                    trouble);
        }
        if (trouble instanceof LimitedBody.TooLarge) {
            return new BasculeException(
                    new Problem(
                            ErrorCode.ANSWER_UNREADABLE,
                            "The answer is too large",
                            where,
                            "at most 5 MB",
                            told(trouble),
                            "Look whether the setting url names the system's API."),
                    trouble);
        }
        return new BasculeException(
                new Problem(
                        ErrorCode.UNREACHABLE,
                        "No whole answer came",
                        where,
                        null,
                        told(trouble),
                        "Nothing to do unless it lasts: it is tried again."),
                trouble);
    }

    private static boolean isBeforeSending(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static String told(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "a host name that does not resolve";
            }
        }
        String message = trouble.getMessage();
        return message == null ? trouble.getClass().getSimpleName() : message;
    }
}
