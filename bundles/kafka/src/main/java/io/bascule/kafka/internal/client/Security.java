/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.api.secret.SecretFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How a client shows who it is, and knows whom it talks to. A closed list: neither classes nor files of somebody's choice are
 * loaded. Passwords, keys and certificates are references to secrets and resolved when a client is made.
 *
 * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
 * @param mechanism with SASL: {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
 * @param user with SASL; otherwise empty
 * @param password with SASL, as {@code secret:NAME}; otherwise empty
 * @param authorities with SSL: PEM certificates that are trusted, as {@code secret:NAME}; empty for those of the Java platform
 * @param certificate with SSL: our certificate and those that vouch for it, in PEM, as {@code secret:NAME}; empty for none
 * @param key its key in PEM (PKCS #8), as {@code secret:NAME}
 */
public record Security(
        String protocol,
        String mechanism,
        String user,
        String password,
        String authorities,
        String certificate,
        String key) {
    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    /**
     * Checks all of them.
     *
     * @throws IllegalArgumentException that names the setting, what was expected and, unless it may be a secret, what was found
     */
    public Security {
        protocol = protocol.toUpperCase(Locale.ROOT);
        mechanism = mechanism.toUpperCase(Locale.ROOT);
        oneOf("security.protocol", protocol, PROTOCOLS);
        oneOf("sasl.mechanism", mechanism, MECHANISMS);
        boolean sasl = protocol.startsWith("SASL_");
        if (sasl) {
            require(!user.isEmpty(), "sasl.user", "the name to log in with, as security.protocol is " + protocol);
            require(!password.isEmpty(), "sasl.password", "secret:NAME, as security.protocol is " + protocol);
        } else {
            require(user.isEmpty(), "sasl.user", "nothing, as security.protocol is " + protocol);
            require(password.isEmpty(), "sasl.password", "nothing, as security.protocol is " + protocol);
        }
        reference("sasl.password", password);
        boolean ssl = protocol.endsWith("SSL");
        for (Map.Entry<String, String> entry : Map.of(
                        "ssl.authorities", authorities, "ssl.certificate", certificate, "ssl.key", key)
                .entrySet()) {
            require(ssl || entry.getValue().isEmpty(), entry.getKey(), "nothing, as security.protocol is " + protocol);
            reference(entry.getKey(), entry.getValue());
        }
        require(certificate.isEmpty() == key.isEmpty(), "ssl.key", "there together with ssl.certificate");
    }

    /** Neither log-in nor encryption. */
    public static Security none() {
        return new Security("PLAINTEXT", "PLAIN", "", "", "", "", "");
    }

    /**
     * The properties of Kafka's clients.
     *
     * @throws io.bascule.api.error.BasculeException with {@code SECRET_MISSING} if a secret is not there
     */
    Map<String, Object> properties(SecretFiles secrets) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("security.protocol", protocol);
        Function<String, String> secret =
                reference -> secrets.resolve("A secret for Kafka", "etc/io.bascule.kafka.cfg", reference);
        if (!user.isEmpty()) {
            properties.put("sasl.mechanism", mechanism);
            properties.put(
                    "sasl.jaas.config",
                    module() + " required username=" + quoted(user) + " password=" + quoted(secret.apply(password))
                            + ";");
        }
        if (!authorities.isEmpty()) {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.certificates", secret.apply(authorities));
        }
        if (!certificate.isEmpty()) {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.certificate.chain", secret.apply(certificate));
            properties.put("ssl.keystore.key", secret.apply(key));
        }
        return properties;
    }

    private String module() {
        return mechanism.equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
    }

    /** As Kafka's reader of such lines, a {@link java.io.StreamTokenizer}, takes a text back as it was. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '"', '\\' -> quoted.append('\\').append(next);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(next);
            }
        }
        return quoted.append('"').toString();
    }

    private static void oneOf(String name, String value, List<String> accepted) {
        if (!accepted.contains(value)) {
            throw new IllegalArgumentException(
                    name + " must be one of " + String.join(", ", accepted) + "; found \"" + value + "\"");
        }
    }

    private static void reference(String name, String value) {
        // What was found is not shown: it may be the secret itself.
        require(value.isEmpty() || SecretFiles.isReference(value), name, "secret:NAME, the name of a file in secrets/");
    }

    private static void require(boolean holds, String name, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected);
        }
    }
}
