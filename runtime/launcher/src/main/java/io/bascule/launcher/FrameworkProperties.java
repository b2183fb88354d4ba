/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/** The framework properties of a run: how its bundles learn where they are and what was chosen for them. */
final class FrameworkProperties {
    /**
     * The level at which the framework pauses for the feature files' configurations: Config Admin (12) and File Install
     * (15) run, and whoever is configured does not yet.
     */
    static final int CONFIGURATION_LEVEL = 15;

    /** Where the log files are; the logging configuration refers to it. */
    static final String LOG = "bascule.log";

    /** The level at which everything runs. */
    static final int FINAL_LEVEL = 100;

    private static final String ERROR_PAGE_HEADERS = "X-Content-Type-Options=nosniff##X-Frame-Options=DENY"
            + "##Referrer-Policy=no-referrer##Cache-Control=no-store"
            + "##Content-Security-Policy=default-src 'none'; frame-ancestors 'none'";

    private FrameworkProperties() {}

    /**
     * Puts the properties together.
     *
     * @param kafka what bundles are told about Kafka: {@code host:port[,...]}, or an empty text where there is none
     */
    static Map<String, String> of(Settings settings, DataFolder data, String kafka) {
        Map<String, String> all = new TreeMap<>(settings.all());
        framework(all, data);
        configuration(all, data);
        http(all, settings);
        logging(all, data);
        all.put("bascule.data", data.root().toString());
        all.put(Settings.HTTP_HOST, settings.host());
        all.put(Settings.HTTP_PORT, Integer.toString(settings.port()));
        all.put(Settings.WEBHOOK_HOST, settings.webhookHost());
        all.put(Settings.WEBHOOK_PORT, Integer.toString(settings.webhookPort()));
        if (kafka.isEmpty()) {
            all.remove(Settings.KAFKA_BOOTSTRAP);
        } else {
            all.put(Settings.KAFKA_BOOTSTRAP, kafka);
        }
        return all;
    }

    private static void framework(Map<String, String> all, DataFolder data) {
        all.put(Constants.FRAMEWORK_STORAGE, data.at("cache").toString());
        // The feature files decide what is installed. What was hot deployed comes back through the deployer.
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(CONFIGURATION_LEVEL));
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "sun.misc,sun.nio.ch");
        all.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        // Errors reach us as framework events, and from the logging bundles on the log; not a third time on stdout.
        all.put("felix.log.level", "0");
        // Otherwise Event Admin never again calls a handler that once took longer than its limit.
        all.put("org.apache.felix.eventadmin.Timeout", "0");
        // With a closed standard input an interactive shell would stop the framework.
        all.put("gosh.args", "--nointeractive");
    }

    private static void configuration(Map<String, String> all, DataFolder data) {
        // Rebuilt from etc at each start, so that file and configuration cannot drift apart.
        all.put("felix.cm.pm", "memory");
        all.put("felix.fileinstall.dir", data.at("etc").toString());
        all.put("felix.fileinstall.tmpdir", data.at("tmp").toString());
        all.put("felix.fileinstall.filter", ".*\\.(cfg|config)");
        all.put("felix.fileinstall.poll", "100");
        all.put("felix.fileinstall.noInitialDelay", "true");
        // File Install's write-back truncates the live file.
        all.put("felix.fileinstall.enableConfigSave", "false");
        all.put("felix.fileinstall.configEncoding", "UTF-8");
        all.put("felix.fileinstall.log.level", "2");
    }

    private static void http(Map<String, String> all, Settings settings) {
        all.put("org.apache.felix.http.name", "main");
        all.put("org.apache.felix.http.host", settings.host());
        all.put("org.osgi.service.http.port", Integer.toString(settings.port()));
        all.put("org.apache.felix.http.session.timeout", "30");
        all.put("org.apache.felix.http.jetty.threadpool.max", "64");
        // Both unlimited otherwise. A bundle that is uploaded through the console must fit.
        all.put("org.apache.felix.http.jetty.requestSizeLimit", Integer.toString(64 * 1024 * 1024));
        all.put("org.apache.felix.http.jetty.errorPageCustomHeaders", ERROR_PAGE_HEADERS);
        // Without our log-in the console is not there at all.
        all.put("felix.webconsole.security.providers", "io.bascule.console");
    }

    private static void logging(Map<String, String> all, DataFolder data) {
        Path file = data.at("etc").resolve("org.ops4j.pax.logging.cfg");
        if (Files.isRegularFile(file)) {
            // Read before Config Admin is there; File Install then keeps it up to date.
            all.put("org.ops4j.pax.logging.property.file", file.toString());
        }
        all.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
        all.put("org.ops4j.pax.logging.service.frameworkEventsLogLevel", "ERROR");
        // Component messages under names of their own instead of the root logger's.
        all.put("ds.log.extension", "true");
        all.put(LOG, data.at("log").toString());
    }
}
