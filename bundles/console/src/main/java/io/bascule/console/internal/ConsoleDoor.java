/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Publishes the log-in under the name that the framework property {@code felix.webconsole.security.providers} demands, and
 * makes the first password. The highest ranking keeps it in charge if another bundle brings a provider as well.
 */
@Component(
        service = SecurityProvider.class,
        immediate = true,
        property = {"webconsole.security.provider.id=io.bascule.console", "service.ranking:Integer=2147483647"})
public final class ConsoleDoor implements SecurityProvider {
    private static final int KEY_BYTES = 32;

    private final ConsoleLogin login;

    /** @throws IOException if there is no password yet and none can be kept: then the console stays closed */
    @Activate
    public ConsoleDoor(BundleContext context) throws IOException {
        String data = context.getProperty("bascule.data");
        if (data == null) {
            throw new IOException("The framework property bascule.data must name the data folder");
        }
        SecureRandom random = new SecureRandom();
        PasswordFile file = new PasswordFile(Path.of(data, "secrets", "console-password"), random);
        Optional<String> first = file.createWhereMissing();
        // To the terminal and nowhere else: the log is kept, this must not be.
        first.ifPresent(password ->
                System.out.println("Password of console user " + ConsoleLogin.USER + ", shown this once: " + password));
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        InstantSource clock = InstantSource.system();
        this.login = new ConsoleLogin(file, new VerifiedLogins(clock, key), new FailedLogins(clock));
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        return login.authenticate(request, response);
    }

    @Override
    public boolean authorize(Object user, String role) {
        return login.authorize(user, role);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        login.logout(request, response);
    }
}
