/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.jdbc.JdbcSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The service: opens connections to databases whose tables the operator describes. */
@Component(service = ConnectorFactory.class, property = ConnectorFactory.KIND + "=" + JdbcConnectorFactory.NAME)
public final class JdbcConnectorFactory implements ConnectorFactory {
    static final String NAME = "jdbc";
    static final String SKEW = "skew.seconds";
    static final String BATCH_SIZE = "batch.size";
    static final String CHANGES = "changes";
    static final String COLUMN = "column";
    static final String LOGICAL = "logical";
    static final String SLOT = "slot";
    static final String PUBLICATION = "publication";

    private final String version;

    /** The factory of a bundle. */
    @Activate
    public JdbcConnectorFactory(BundleContext context) {
        this(context.getBundle().getVersion().toString());
    }

    /** Outside OSGi. */
    public JdbcConnectorFactory(String version) {
        this.version = version;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String title() {
        return "Database tables (JDBC)";
    }

    @Override
    public List<SettingDefinition> settings() {
        return List.of(
                SettingDefinition.text(
                                TableDescriptions.SETTING,
                                "Tables",
                                "The tables as one line of JSON: for each external type its table, key, change column and"
                                        + " columns. The connector's README describes every key.")
                        .asRequired(),
                SettingDefinition.seconds(
                        SKEW,
                        "Clock skew",
                        "How far the clock behind the change column may be from true time, in seconds from 0 to 3600;"
                                + " inside it \"newest\" decides nothing.",
                        2,
                        0,
                        3_600),
                SettingDefinition.text(
                                CHANGES,
                                "Changes",
                                "column: read by the change column of each table. logical: read from PostgreSQL's log by logical"
                                        + " decoding, with deletes; needs wal_level=logical, a publication and the right REPLICATION.")
                        .withDefault(COLUMN)
                        .withOptions(COLUMN, LOGICAL),
                SettingDefinition.text(
                                SLOT,
                                "Replication slots",
                                "The beginning of the names of the replication slots, one for each table, with changes=logical:"
                                        + " small letters, digits and _. Empty: bascule_ and the integration's name.")
                        .withPattern("[a-z0-9_]{1,40}"),
                SettingDefinition.text(
                                PUBLICATION,
                                "Publication",
                                "The publication that names the tables, with changes=logical; made by their owner.")
                        .withPattern("[A-Za-z_][A-Za-z0-9_]{0,62}")
                        .withDefault("bascule"),
                SettingDefinition.integer(
                        BATCH_SIZE, "Batch size", "How many rows one call may carry, from 1 to 500.", 50, 1, 500));
    }

    @Override
    public Set<Class<?>> resources() {
        return Set.of(DataSource.class);
    }

    @Override
    public List<MappingTemplate> mappingTemplates() {
        return List.of(template("customer"), template("product"));
    }

    @Override
    public Map<String, String> startingSettings(String name) {
        return Map.of(JdbcSettings.PASSWORD, "secret:" + name + "-db");
    }

    private static MappingTemplate template(String type) {
        String name = "/mappings/" + type + ".json";
        try (InputStream text = JdbcConnectorFactory.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("The bundle lacks " + name);
            }
            return new MappingTemplate(type, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Connector open(Settings settings, ConnectionResources resources) {
        SortedMap<String, TableDescription> descriptions =
                TableDescriptions.read(settings.integration(), settings.text(TableDescriptions.SETTING));
        Database database = new Database(settings.integration(), resources.resource(DataSource.class), (int)
                settings.integer(JdbcSettings.TIMEOUT_SECONDS));
        return new JdbcConnector(
                database, descriptions, source(settings, resources, database), settings.seconds(SKEW), (int)
                        settings.integer(BATCH_SIZE));
    }

    private static ChangeSource source(Settings settings, ConnectionResources resources, Database database) {
        Rows rows = new Rows(database);
        if (!settings.text(CHANGES).equals(LOGICAL)) {
            return new ChangeWalk(database, rows);
        }
        String slot = settings.find(SLOT);
        Slots slots = new Slots(database, slot == null ? "bascule_" + settings.integration() : slot);
        return new LogicalChanges(database, rows, slots, settings.text(PUBLICATION), resources.logger());
    }
}
