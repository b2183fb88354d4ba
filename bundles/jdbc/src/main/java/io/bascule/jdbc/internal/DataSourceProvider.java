/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.jdbc.JdbcSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Gives each connection a small pool of its own. Opening one makes no call: the first statement does. */
@Component(service = ResourceProvider.class)
public final class DataSourceProvider implements ResourceProvider<DataSource> {
    private final List<UrlRule> rules;

    /** The provider with the drivers of this runtime. */
    @Activate
    public DataSourceProvider() {
        this(List.of(new H2UrlRule(), new PostgresUrlRule()));
    }

    DataSourceProvider(List<UrlRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public Class<DataSource> type() {
        return DataSource.class;
    }

    @Override
    public List<SettingDefinition> settings() {
        return List.of(
                SettingDefinition.text(
                                JdbcSettings.URL,
                                "Address",
                                "The database's address without user and password: "
                                        + rules.stream().map(UrlRule::allowed).collect(Collectors.joining(", or "))
                                        + ".")
                        .asRequired(),
                SettingDefinition.text(
                                JdbcSettings.USER,
                                "User",
                                "The database user; it needs to read and write the described tables and no more.")
                        .asRequired(),
                SettingDefinition.secret(
                        JdbcSettings.PASSWORD, "Password", "The user's password as secret:NAME; none if it has none."),
                SettingDefinition.integer(
                        JdbcSettings.POOL_SIZE,
                        "Connections",
                        "How many connections are open at the most, from 1 to 32.",
                        4,
                        1,
                        32),
                SettingDefinition.seconds(
                        JdbcSettings.TIMEOUT_SECONDS,
                        "Time limit",
                        "How long a connect or a statement may take, in seconds from 1 to 600.",
                        30,
                        1,
                        600),
                SettingDefinition.text(
                                JdbcSettings.ALLOWED_HOSTS,
                                "Allowed hosts",
                                "The hosts that the address may name, separated by commas.")
                        .withDefault("127.0.0.1,localhost,::1")
                        .withPattern("[A-Za-z0-9.:-]+(\\s*,\\s*[A-Za-z0-9.:-]+)*"));
    }

    @Override
    public DataSource open(Settings settings, ConnectionResources resources) {
        String url = settings.text(JdbcSettings.URL);
        Duration timeout = settings.seconds(JdbcSettings.TIMEOUT_SECONDS);
        UrlRule rule = ruleFor(url, settings);
        Address address;
        try {
            address = rule.read(url, hosts(settings), timeout);
        } catch (UrlRefused e) {
            throw refused(settings, e.expected(), e.found());
        }
        Supplier<String> password = () -> "";
        if (settings.find(JdbcSettings.PASSWORD) != null) {
            // Asked once here and forgotten, so that a missing secret shows at once and not as a connect that timed
            // out.
            resources.secret(JdbcSettings.PASSWORD);
            password = () -> resources.secret(JdbcSettings.PASSWORD);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("jdbc-" + settings.integration());
        config.setDataSource(new CheckedDataSource(rule, address, settings.text(JdbcSettings.USER), password));
        config.setMaximumPoolSize((int) settings.integer(JdbcSettings.POOL_SIZE));
        // No idle connection is kept ready, so that opening the pool makes no call in the background either.
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(timeout.toMillis());
        config.setValidationTimeout(Math.min(timeout.toMillis(), 5_000));
        config.setRegisterMbeans(false);
        // The pool knows a lost connection by SQLStates of class 08 and keeps one that H2 lost; it would be handed out
        // again
        // and again, because it is tested only after half a second without use.
        config.setExceptionOverride(new LostConnections());
        return new HikariDataSource(config);
    }

    private UrlRule ruleFor(String url, Settings settings) {
        for (UrlRule rule : rules) {
            if (url.startsWith(rule.prefix())) {
                return rule;
            }
        }
        throw refused(
                settings,
                rules.stream().map(UrlRule::allowed).collect(Collectors.joining(", or ")),
                "an address of another kind of database");
    }

    private static Set<String> hosts(Settings settings) {
        return Arrays.stream(settings.text(JdbcSettings.ALLOWED_HOSTS).split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static BasculeException refused(Settings settings, String expected, String found) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "The address of the database is refused",
                "integration " + settings.integration() + ", setting " + JdbcSettings.URL,
                expected,
                found,
                "Write an address of the allowed form; user and password have settings of their own."));
    }
}
