/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connection, checked as a whole.
 *
 * @param integration its name
 * @param base scheme, host, port and folder, without a slash at the end
 * @param auth how requests are authorised
 * @param user for basic authorisation; empty otherwise
 * @param header for API keys: the header's name
 * @param timeout for a whole exchange
 */
record HttpSettings(String integration, URI base, Auth auth, String user, String header, Duration timeout) {
    static final String URL = "url";
    static final String AUTH = "auth";
    static final String SECRET = "auth.secret";
    static final String USER = "auth.user";
    static final String HEADER = "auth.header";
    static final String TIMEOUT = "timeout.seconds";
    static final String PLAIN = "allow.plain.http";

    static final List<SettingDefinition> DEFINITIONS = List.of(
            SettingDefinition.text(
                            URL,
                            "Address",
                            "The address of the system's API without query, for example https://api.stripe.com. Calls go to this "
                                    + "host and nowhere else.")
                    .asRequired(),
            SettingDefinition.text(
                            AUTH,
                            "Authorisation",
                            "How calls are authorised: none; api-key sends the secret in the header that auth.header names; basic "
                                    + "sends auth.user and the secret; bearer sends the secret as token.")
                    .withOptions("none", "api-key", "basic", "bearer")
                    .withDefault("none"),
            SettingDefinition.secret(
                    SECRET,
                    "Secret",
                    "The key, password or token as secret:NAME. A changed secret counts from the next call."),
            SettingDefinition.text(USER, "User", "The user name for auth = basic."),
            SettingDefinition.text(HEADER, "Key header", "The header that carries the key for auth = api-key.")
                    .withPattern("[A-Za-z0-9-]{1,100}")
                    .withDefault("X-API-Key"),
            SettingDefinition.seconds(
                    TIMEOUT, "Time limit", "For one whole exchange in seconds, 1 to 300.", 30, 1, 300),
            SettingDefinition.bool(
                    PLAIN,
                    "Allow plain HTTP",
                    "Whether an address may begin with http:// although its host is not this machine. The secret and all data "
                            + "then cross the network readable.",
                    false));

    /** How requests are authorised. */
    enum Auth {
        NONE,
        API_KEY,
        BASIC,
        BEARER
    }

    /**
     * Reads and checks the settings.
     *
     * @throws BasculeException with {@code SETTING_INVALID}
     */
    static HttpSettings of(Settings settings) {
        String integration = settings.integration();
        URI base = base(integration, settings.text(URL), settings.bool(PLAIN));
        Auth auth = Auth.valueOf(settings.text(AUTH).toUpperCase(Locale.ROOT).replace('-', '_'));
        if (auth != Auth.NONE && settings.find(SECRET) == null) {
            throw invalid(
                    integration, SECRET, "secret:NAME, because " + AUTH + " is " + settings.text(AUTH), "nothing");
        }
        String user = settings.find(USER) == null ? "" : settings.text(USER);
        if (auth == Auth.BASIC && (user.isBlank() || user.contains(":"))) {
            throw invalid(integration, USER, "a user name without colon, because " + AUTH + " is basic", quoted(user));
        }
        return new HttpSettings(integration, base, auth, user, settings.text(HEADER), settings.seconds(TIMEOUT));
    }

    /** The error of one setting. */
    static BasculeException invalid(String integration, String key, String expected, String found) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "A setting is not usable",
                "integration " + integration + ", setting " + key,
                expected,
                found,
                "Mend the setting " + key + "."));
    }

    private static URI base(String integration, String text, boolean plainAllowed) {
        URI uri = parse(text.strip());
        boolean fits = uri != null
                && uri.getHost() != null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        if (!fits || uri == null) {
            throw invalid(
                    integration, URL, "an address such as https://api.example.org/v1, without query", quoted(text));
        }
        if (uri.getRawUserInfo() != null) {
            // Not quoted: the part before the @ may be a password.
            throw invalid(integration, URL, "an address without user and password", "an address with them");
        }
        if ("http".equalsIgnoreCase(uri.getScheme()) && !plainAllowed && !isLoopback(uri.getHost())) {
            throw invalid(
                    integration,
                    URL,
                    "https://, because the host is not this machine and " + PLAIN + " is false",
                    quoted(text));
        }
        return URI.create(text.strip().replaceAll("/+$", ""));
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "nothing" : "\"" + text + "\"";
    }
}
