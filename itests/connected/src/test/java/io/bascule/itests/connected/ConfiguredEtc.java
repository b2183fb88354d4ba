/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import io.bascule.api.config.ConfigurationState;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.secret.SecretFiles;
import io.bascule.connector.jdbc.internal.JdbcConnectorFactory;
import io.bascule.connector.stripe.internal.StripeConnectorFactory;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.config.ConfigurationDesk;
import io.bascule.engine.internal.config.ConfigurationScan;
import io.bascule.engine.internal.config.Configured;
import io.bascule.engine.internal.config.Connectors;
import io.bascule.engine.internal.config.Reconciler;
import io.bascule.engine.internal.config.Templates;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.write.News;
import io.bascule.http.internal.AuthorisedHttpProvider;
import io.bascule.jdbc.internal.DataSourceProvider;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import io.bascule.testsupport.TestTypes;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A folder of configurations with the shipped connectors, whose integrations are started and do nothing: whatever they would do
 * is never executed. Time stands still unless the test looks.
 */
final class ConfiguredEtc implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofMillis(200);

    private final Path data;
    private final ManualClock clock = ManualClock.atNewYear();
    private final Connectors connectors = new Connectors();
    private final SyncEngine engine;
    private final Reconciler reconciler;
    private final ConfigurationDesk desk;

    ConfiguredEtc(Path data) {
        this.data = data;
        InMemoryCatalogStore store = new InMemoryCatalogStore();
        long epoch = store.write(
                        tx -> tx.leases().acquire(EngineStore.LEASE, "test", clock.instant(), Duration.ofDays(1)))
                .orElseThrow();
        Surroundings idle = new Surroundings(
                clock, new ManualScheduler(clock), task -> {}, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        connectors.add(new StripeConnectorFactory("1.0.0"));
        connectors.add(new JdbcConnectorFactory("1.0.0"));
        connectors.add(new AuthorisedHttpProvider());
        connectors.add(new SharedShop());
        News silence = new Silence();
        engine = new SyncEngine(store, TestTypes.all(), idle, epoch, silence);
        reconciler = new Reconciler(engine, TestTypes.all(), connectors, data.resolve("secrets"), idle);
        desk = new ConfigurationDesk(
                new EngineStore(store, idle, epoch),
                TestTypes.all(),
                connectors,
                data.resolve("etc"),
                new SecretFiles(data.resolve("secrets")),
                new ConfigurationScan(withoutConfigurations()),
                idle,
                (name, why) -> {},
                () -> {});
    }

    private static ConfigurationAdmin withoutConfigurations() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                ConfigurationAdmin.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> null);
    }

    /** Adds a connection from its template. */
    String add(String kind, String name) {
        return new Templates(connectors).add(kind, name, data.resolve("etc"));
    }

    Path file(String name) {
        return data.resolve("etc").resolve(name);
    }

    String read(String name) throws IOException {
        return Files.readString(file(name));
    }

    void write(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes);
    }

    void secret(String name) throws IOException {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets").resolve(name), "4242");
    }

    /** Looks until every file has settled, and brings what runs into line. */
    Configured look() {
        desk.look();
        clock.advance(SETTLING);
        Configured configured = desk.look();
        for (int i = 0; i < 100 && reconciler.reconcile(() -> configured); i++) {
            clock.advance(SETTLING);
        }
        return configured;
    }

    ConfigurationState state(String name) {
        return desk.configurations().find(name).orElseThrow();
    }

    List<ConfigurationState> all() {
        return desk.configurations().all();
    }

    int versions(String name) {
        return desk.configurations().versions(name).size();
    }

    @Nullable
    Runner runner(String name) {
        return engine.runner(name);
    }

    @Override
    public void close() {
        reconciler.close();
    }

    /** The real settings of a database, and behind them the shop's tables in memory: no pool for each of many trials. */
    private static final class SharedShop implements ResourceProvider<DataSource> {
        private final JdbcDataSource database = new JdbcDataSource();

        SharedShop() {
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : Shop.SCHEMA) {
                    if (sql.startsWith("CREATE TABLE")) {
                        statement.execute(sql);
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Class<DataSource> type() {
            return DataSource.class;
        }

        @Override
        public List<SettingDefinition> settings() {
            return new DataSourceProvider().settings();
        }

        @Override
        public DataSource open(Settings settings, ConnectionResources resources) {
            return database;
        }
    }

    private static final class Silence implements News {
        @Override
        public void recordCommitted(io.bascule.api.model.CatalogRecord record) {}

        @Override
        public void integration(String integration, String event) {}
    }
}
