/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.tools.Server;

/**
 * The main class of the shop's process: serves the database on the loopback address until its standard input closes, so that it
 * never outlives whoever started it. Lines read there set the rates of faults, as {@link ShopFaults#set} reads them.
 */
public final class Shop {
    /** The line that says that connections are accepted. */
    public static final String READY = "READY";

    /** How a line begins that tells of a fault, before the fault's name. */
    public static final String STRUCK = "STRUCK ";

    /** The environment variable with the password of all users; an argument could be seen by everybody. */
    public static final String PASSWORD_VARIABLE = "SHOP_PASSWORD";

    /** The user that owns the tables and watches. */
    public static final String OWNER = "SHOP_OWNER";
    /** The user that the shop's own people work with. */
    public static final String CLERK = "SHOP_CLERK";
    /** The user that Bascule works with. */
    public static final String BASCULE = "BASCULE";

    private Shop() {}

    /**
     * Runs until told.
     *
     * @param arguments the folder of the database, the port of the server, and the port through which
     *     connections can be lost
     */
    public static void main(String... arguments) throws SQLException, IOException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int port = Integer.parseInt(arguments[1]);
        int faultyPort = Integer.parseInt(arguments[2]);
        String password = Objects.requireNonNull(System.getenv(PASSWORD_VARIABLE), PASSWORD_VARIABLE + " is not set");
        String url = "jdbc:h2:file:" + folder.resolve("shop") + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000";
        // This connection keeps the database open while nobody else is connected.
        try (Connection owner = DriverManager.getConnection(url, OWNER, password)) {
            ShopSchema.create(owner, password);
            Server server = Server.createTcpServer(
                            "-tcpPort", Integer.toString(port), "-baseDir", folder.toString(), "-ifExists")
                    .start();
            ShopFaults faults = new ShopFaults(kind -> say(STRUCK + kind.text()));
            try (FaultyPort faulty =
                    new FaultyPort(faultyPort, port, faults, () -> DriverManager.getConnection(url, OWNER, password))) {
                faulty.start();
                say(READY);
                obey(System.in, faults);
            } finally {
                server.stop();
            }
        }
    }

    /** Each line from the parent sets the rates of faults; the end of the stream is the end. */
    private static void obey(InputStream parent, ShopFaults faults) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(parent, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            faults.set(line);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
