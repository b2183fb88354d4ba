/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.shop.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a runtime's data folder as its operator would: settings, connections, mappings, secrets, jars to deploy. */
final class RuntimeFiles {
    /**
     * The shop has the last word on its customers, and the catalog on what Stripe says: a total order, so that no conflict waits
     * for a person and whoever looks can say who should have won.
     */
    private static final String SHOP_POLICY = "external";

    private static final String STRIPE_POLICY = "catalog";

    private final Places places;
    private final WorldPorts ports;
    private final Credentials credentials;

    RuntimeFiles(Places places, WorldPorts ports, Credentials credentials) {
        this.places = places;
        this.ports = ports;
        this.credentials = credentials;
    }

    /**
     * What the runtime needs to start, without any connection yet.
     *
     * @param server what the catalog is stored in; empty for a file of its own
     */
    void writeBasics(Optional<String> plant, Optional<CatalogServer> server) {
        try {
            Path etc = Files.createDirectories(places.runtime().resolve("etc"));
            Files.createDirectories(etc.resolve("types"));
            Files.createDirectories(etc.resolve("mappings"));
            // An etc that is there already is left alone by the runtime, so the defaults are laid in here.
            Path defaults = places.distribution().resolve("etc");
            if (Files.isDirectory(defaults)) {
                try (Stream<Path> files = Files.list(defaults)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        copy(file, etc.resolve(file.getFileName().toString()));
                    }
                }
            }
            Path token = write(places.runtime().resolve("rest-token"), credentials.restToken());
            List<String> properties = new ArrayList<>(List.of(
                    "bascule.broker.port = " + ports.broker(), "bascule.rest.token = " + escaped(token.toString())));
            plant.ifPresent(mistake -> properties.add("bascule.test.plant = " + mistake));
            if (server.isPresent()) {
                properties.addAll(server.get().properties());
                secret(CatalogServer.SECRET, server.get().password());
            }
            write(etc.resolve("bascule.properties"), String.join("\n", properties));
            deployConnectors();
        } catch (IOException e) {
            throw new WorldFailure("Can't prepare the data folder " + places.runtime(), e);
        }
    }

    private void deployConnectors() throws IOException {
        Path deploy = Files.createDirectories(places.runtime().resolve("deploy"));
        if (places.connectors().isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(places.connectors().get())) {
            for (Path jar : files.filter(RuntimeFiles::isConnector).toList()) {
                copy(jar, deploy.resolve(jar.getFileName().toString()));
            }
        }
    }

    private static boolean isConnector(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jar") && !name.contains("-sources") && !name.contains("-tests");
    }

    /**
     * The connections to both systems, with their mappings and secrets.
     *
     * @param webhookSecret what Stripe signs with
     */
    void writeConnections(String webhookSecret) {
        try {
            Path etc = places.runtime().resolve("etc");
            secret("shop-db", credentials.shopPassword());
            secret("stripe-key", credentials.stripeKey());
            secret("stripe-webhook", webhookSecret);
            for (FieldMap map : FieldMap.ALL) {
                String name = map.side().text() + "." + map.type();
                write(etc.resolve("mappings").resolve(name + ".json"), mapping(map));
                String policy = map.side() == Side.SHOP ? SHOP_POLICY : STRIPE_POLICY;
                write(
                        etc.resolve("io.bascule.mapping-" + name + ".cfg"),
                        "enabled = true\naccept = true\ndirection = both\nconflict = %s\nfirst.match = %s"
                                .formatted(policy, policy));
            }
            write(etc.resolve("io.bascule.connector.jdbc-shop.cfg"), """
                    enabled = true
                    url = %s
                    user = %s
                    password = secret:shop-db
                    lanes = 8
                    poll.seconds = 1
                    sweep.seconds = 3600
                    tables = %s""".formatted(
                            ShopProcess.url(ports.shopForBascule()), Shop.BASCULE, escaped(tables())));
            write(etc.resolve("io.bascule.connector.stripe-stripe.cfg"), """
                    enabled = true
                    url = http://127.0.0.1:%d
                    auth = bearer
                    auth.secret = secret:stripe-key
                    webhook.secret = secret:stripe-webhook
                    allow.plain.http = true
                    quota.per.second = 500
                    search.lag.seconds = %d
                    lanes = 12
                    poll.seconds = 1
                    sweep.seconds = 3600""".formatted(
                            ports.stripe(), StripeProcess.SEARCH_LAG.toSeconds()));
        } catch (IOException e) {
            throw new WorldFailure("Can't write the connections below " + places.runtime(), e);
        }
    }

    private static String mapping(FieldMap map) {
        ObjectNode document = JsonHttp.JSON.createObjectNode();
        document.put("integration", map.side().text());
        document.put("type", map.type());
        document.put("externalType", map.externalType());
        var fields = document.putArray("fields");
        map.fields()
                .forEach((path, place) ->
                        fields.addObject().put("catalog", path).put("external", map.externalName(place)));
        document.putArray("matchKeys").add(map.key());
        return document.toPrettyString();
    }

    private static String tables() {
        ObjectNode tables = JsonHttp.JSON.createObjectNode();
        for (FieldMap map : List.of(FieldMap.SHOP_CUSTOMER, FieldMap.SHOP_PRODUCT)) {
            boolean customer = map.type().equals(FieldMap.CUSTOMER);
            ObjectNode table = tables.putObject(map.externalType());
            table.put("schema", "PUBLIC");
            table.put("table", customer ? "Customer" : "Product");
            table.put("key", customer ? "CustomerNo" : "ProductNo");
            table.put("change", "changed_at").put("changeBy", "database").put("overlapSeconds", 5);
            table.put("version", "RowVersion").put("versionBy", "database");
            if (customer) {
                table.put("marker", "bascule_ref");
            }
            ObjectNode columns = table.putObject("columns");
            map.fields().values().forEach(column -> columns.put(map.externalName(column), column));
            table.putArray("findable")
                    .add(map.externalName(String.valueOf(map.fields().get(map.key()))));
        }
        return tables.toString();
    }

    private void secret(String name, String content) throws IOException {
        Path folder = Files.createDirectories(places.runtime().resolve("secrets"));
        write(folder.resolve(name), content);
    }

    /** A whole file or none, for its owner alone: the runtime may be looking at the folder. */
    private static Path write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(fresh, content + "\n", StandardCharsets.UTF_8);
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** In a properties file a backslash begins an escape. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }
}
