/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An HTTP client bound to one origin and its credentials. A connector asks for it with {@code
 * resources.resource(AuthorisedHttp.class)}; the settings {@code url}, {@code auth}, {@code auth.secret}, {@code auth.user},
 * {@code auth.header}, {@code timeout.seconds} and {@code allow.plain.http} belong to it.
 *
 * <p>It sends credentials to the configured origin and nowhere else: a call names a path, never a host, and redirects are
 * not followed. The secret is resolved anew for each call, so a changed secret file counts from the next call on.
 *
 * <p>Thread-safe. A call blocks until the whole answer is there, the time limit has passed or its thread is interrupted.
 */
@ProviderType
public interface AuthorisedHttp {
    /**
     * Sends one request, once.
     *
     * @param call what to send
     * @return the answer with whatever status it has; {@link HttpErrors} reads the status
     * @throws io.bascule.api.error.BasculeException with {@code UNREACHABLE} if the request was certainly not sent (no such host,
     *     connection refused, no TLS), or if it only reads and no whole answer came; with {@code OUTCOME_UNKNOWN} if it writes
     *     and may have been applied (connection reset, time limit, an answer cut short or over 5 MB, an interrupt); with {@code
     *     ANSWER_UNREADABLE} if it only reads and the answer is over 5 MB; with {@code SECRET_MISSING} or {@code
     *     SETTING_INVALID} if the credentials cannot be used
     */
    HttpAnswer send(HttpCall call);
}
