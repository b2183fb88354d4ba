/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one user into the console, with a password, and lets no other site act in that user's name. The console asks here
 * before anything of it runs, which also makes this the place where its answers get their protective headers.
 */
final class ConsoleLogin implements SecurityProvider {
    static final String USER = "admin";

    private static final Logger log = LoggerFactory.getLogger(ConsoleLogin.class);
    private static final String POLICY = "Content-Security-Policy";
    /** Below the console, but no page of Felix: our own pages, and what pages load. */
    private static final Pattern OTHERS = Pattern.compile("/(bascule|res)(/.*)?");

    private final PasswordFile file;
    private final VerifiedLogins verified;
    private final FailedLogins failed;

    ConsoleLogin(PasswordFile file, VerifiedLogins verified, FailedLogins failed) {
        this.file = file;
        this.verified = verified;
        this.failed = failed;
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        protect(response);
        Optional<String> refusal = RequestOrigin.refusal(request);
        if (refusal.isPresent()) {
            log.warn("Refused {} from {}: {}", request.getMethod(), request.getRemoteAddr(), refusal.get());
            return answer(response, HttpServletResponse.SC_FORBIDDEN, "Refused: " + refusal.get() + ".");
        }
        BasicCredential credential =
                BasicCredential.parse(request.getHeader("Authorization")).orElse(null);
        if (credential == null) {
            return askForPassword(response);
        }
        String address = request.getRemoteAddr();
        Duration wait = failed.wait(credential.user(), address);
        if (!wait.isZero()) {
            long seconds = wait.toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(seconds));
            return answer(
                    response, 429, "Too many failed log-ins for this user. Try again in " + seconds + " seconds.");
        }
        if (!isRight(credential)) {
            failed.failed(credential.user(), address);
            log.warn("Failed log-in to the console from {}", address);
            return askForPassword(response);
        }
        failed.succeeded(credential.user(), address);
        if (isPageOfFelix(request)) {
            response.setHeader(POLICY, policy(" 'unsafe-eval'"));
        }
        return USER;
    }

    /** Each of Felix's pages loads a table sorter that is packed: it unpacks itself by {@code eval}. Ours do not. */
    private static boolean isPageOfFelix(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null || !OTHERS.matcher(path).matches();
    }

    private boolean isRight(BasicCredential credential) {
        try {
            PasswordHash hash = file.read();
            if (verified.knows(credential.password(), hash)) {
                return credential.user().equals(USER);
            }
            // Also for an unknown user, so that the time taken does not tell which users there are.
            boolean matches = hash.matches(credential.password());
            if (matches) {
                verified.remember(credential.password(), hash);
            }
            return matches && credential.user().equals(USER);
        } catch (IOException | IllegalArgumentException e) {
            log.error(
                    "The console is closed: the file secrets/console-password cannot be used ({})."
                            + " Delete it and restart to have a new password made.",
                    e.getMessage());
            return false;
        }
    }

    /** There is one role: who is in may do everything. */
    @Override
    public boolean authorize(Object user, String role) {
        return USER.equals(user);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        // The console itself makes the browser forget a Basic credential.
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(POLICY, policy(""));
    }

    /** The console's own pages have inline scripts and styles; nothing comes from elsewhere. */
    private static String policy(String moreForScripts) {
        return "default-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'" + moreForScripts
                + "; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    private static @Nullable Object askForPassword(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Bascule\", charset=\"UTF-8\"");
        return answer(response, HttpServletResponse.SC_UNAUTHORIZED, "Log in with user and password.");
    }

    /** Always null: the console takes that as "not let in, and answered". */
    private static @Nullable Object answer(HttpServletResponse response, int status, String text) {
        try {
            response.setStatus(status);
            response.setContentType("text/plain;charset=utf-8");
            response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("The answer " + status + " could not be sent", e);
        }
        return null;
    }
}
