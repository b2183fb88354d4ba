/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.connector.ConnectionResources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** Makes the header that authorises a request, from the secret as it is at that moment. */
final class Authorisation {
    private final HttpSettings settings;
    private final Supplier<String> secret;

    private Authorisation(HttpSettings settings, Supplier<String> secret) {
        this.settings = settings;
        this.secret = secret;
    }

    static Authorisation of(HttpSettings settings, ConnectionResources resources) {
        return new Authorisation(settings, () -> resources.secret(HttpSettings.SECRET));
    }

    /**
     * The credentials for one request.
     *
     * @throws io.bascule.api.error.BasculeException with {@code SECRET_MISSING} or {@code SETTING_INVALID}
     */
    Credentials now() {
        return switch (settings.auth()) {
            case NONE -> new Credentials("", "", Redaction.NONE);
            case API_KEY -> {
                String key = resolved();
                yield new Credentials(settings.header(), key, Redaction.of(List.of(key)));
            }
            case BEARER -> {
                String token = resolved();
                yield new Credentials("Authorization", "Bearer " + token, Redaction.of(List.of(token)));
            }
            case BASIC -> {
                String password = secret.get();
                String encoded = Base64.getEncoder()
                        .encodeToString((settings.user() + ":" + password).getBytes(StandardCharsets.UTF_8));
                yield new Credentials("Authorization", "Basic " + encoded, Redaction.of(List.of(password, encoded)));
            }
        };
    }

    private String resolved() {
        String value = secret.get();
        if (!value.matches("[!-~]+")) {
            throw HttpSettings.invalid(
                    settings.integration(),
                    HttpSettings.SECRET,
                    "a secret of printable ASCII without spaces",
                    value.isEmpty() ? "an empty secret" : "a secret with other characters, perhaps a line break");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Authorisation " + settings.auth();
    }

    /**
     * What one request carries.
     *
     * @param header the header's name; empty for none
     * @param value the header's value
     * @param redaction takes the secret out of texts
     */
    record Credentials(String header, String value, Redaction redaction) {
        @Override
        public String toString() {
            return "Credentials[" + header + "]";
        }
    }
}
