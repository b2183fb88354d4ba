/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database on a PostgreSQL server. Only properties of a short list are taken, and the URL for the driver is put together anew
 * from what was understood: others load classes by name, read files or make commits unsafe.
 *
 * @param host a name or an address; an IPv6 address in brackets
 * @param port 1 to 65,535
 * @param database its name
 * @param properties the driver's properties by name
 */
record PostgresUrl(String host, int port, String database, Map<String, String> properties) implements StoreUrl {
    static final String PREFIX = "jdbc:postgresql:";

    private static final int HIGHEST_PORT = 65_535;
    private static final String EXAMPLE = "jdbc:postgresql://db.example.org:5432/bascule?sslmode=verify-full";
    private static final Pattern FORM = Pattern.compile(
            "//(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])"
                    + "(?::(?<port>[0-9]{1,5}))?/(?<database>[A-Za-z0-9_][A-Za-z0-9_.-]{0,62})(?:\\?(?<properties>.*))?");

    private static final String SECONDS = "[1-9][0-9]{0,3}";
    private static final String FILE = "/[^%&?#\\p{Cntrl}]{1,1000}";
    /** The pattern of each allowed property's values. */
    private static final Map<String, Pattern> ALLOWED = new TreeMap<>(Map.ofEntries(
            allow("ApplicationName", "[A-Za-z0-9._ -]{1,63}"),
            allow("channelBinding", "disable|prefer|require"),
            allow("connectTimeout", SECONDS),
            allow("currentSchema", "[a-z_][a-z0-9_]{0,62}"),
            allow("prepareThreshold", "[0-9]{1,4}"),
            allow("socketTimeout", SECONDS),
            allow("sslcert", FILE),
            allow("sslkey", FILE),
            allow("sslmode", "disable|allow|prefer|require|verify-ca|verify-full"),
            allow("sslrootcert", FILE),
            allow("tcpKeepAlive", "true|false")));

    /** What holds unless the URL says otherwise: a dead server is noticed, and the server's list of sessions tells ours. */
    private static final Map<String, String> DEFAULTS =
            Map.of("ApplicationName", "bascule", "connectTimeout", "10", "socketTimeout", "60", "tcpKeepAlive", "true");

    /** Copies the map. */
    PostgresUrl {
        properties = Map.copyOf(properties);
    }

    /**
     * Checks a URL.
     *
     * @throws BasculeException with {@code SETTING_INVALID}, saying what is wrong
     */
    static PostgresUrl of(String url) {
        Matcher form = FORM.matcher(url.substring(PREFIX.length()));
        if (!form.matches()) {
            throw StoreUrl.refused(
                    "one host, a database, and user and password in settings of their own, for example " + EXAMPLE,
                    url,
                    "Write the URL in this form.");
        }
        return new PostgresUrl(
                form.group("host"),
                port(form.group("port"), url),
                form.group("database"),
                properties(form.group("properties"), url));
    }

    private static int port(@Nullable String text, String url) {
        int port = text == null ? 5432 : Integer.parseInt(text);
        if (port < 1 || port > HIGHEST_PORT) {
            throw StoreUrl.refused("a port from 1 to " + HIGHEST_PORT, url, "Name the port of the server.");
        }
        return port;
    }

    private static Map<String, String> properties(@Nullable String text, String url) {
        Map<String, String> properties = new TreeMap<>();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            Pattern values = ALLOWED.get(name);
            if (values == null) {
                throw StoreUrl.refused(
                        "only these properties: " + String.join(", ", ALLOWED.keySet())
                                + "; user and password have settings of their own",
                        url,
                        "Take the others out of the URL.");
            }
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!values.matcher(value).matches()) {
                throw StoreUrl.refused(
                        "a value of " + name + " that matches " + values.pattern(),
                        url,
                        "Correct the value of " + name + ".");
            }
            if (properties.put(name, value) != null) {
                throw StoreUrl.refused("each property once", url, "Take one " + name + " out of the URL.");
            }
        }
        return properties;
    }

    private static Map.Entry<String, Pattern> allow(String name, String values) {
        return Map.entry(name, Pattern.compile(values));
    }

    @Override
    public Database open(Login login) {
        if (login.user().isEmpty()) {
            throw StoreUrl.invalid(
                    "a user for the PostgreSQL server",
                    "none",
                    "Set user and password in etc/io.bascule.catalog.cfg, or bascule.db.user and bascule.db.password in"
                            + " etc/bascule.properties.");
        }
        return PostgresDatabase.open(this, login);
    }

    @Override
    public boolean isAway(BasculeException failure) {
        return failure.getCause() instanceof SQLException cause && PostgresProblems.isAway(cause);
    }

    /** The URL to connect with. */
    String jdbc() {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(properties);
        // A key or a value that met another must not get into a log with the server's message.
        all.put("logServerErrorDetail", "false");
        return PREFIX + "//" + host + ":" + port + "/" + database + "?"
                + all.entrySet().stream()
                        .map(property -> property.getKey() + "="
                                + URLEncoder.encode(property.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** For people and logs. */
    String place() {
        return "PostgreSQL database " + database + " on " + host + ":" + port;
    }
}
