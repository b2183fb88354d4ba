/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.config.Configurations;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.Problem;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Stands between the console's forms and Config Admin, which could refuse nothing: a change of a connection or mapping is judged
 * whole and written into its file first, and told with its reason if it is wrong. Other configurations pass.
 */
@Component(service = ConfigurationHandler.class)
public final class ConfigurationForms implements ConfigurationHandler {
    private static final String CONNECTION = "io.bascule.connector.";
    private static final String MAPPING = "io.bascule.mapping";
    private static final String WORD = "[a-z][a-z0-9_]{0,30}";
    private static final Pattern OWN_NAME = Pattern.compile(".+~" + WORD + "(\\." + WORD + ")?");

    /** By this key a new configuration says its name. */
    private static final String NAME = "name";

    private static final Set<String> FOREIGN =
            Set.of(NAME, "service.pid", "service.factoryPid", "service.bundleLocation", "felix.fileinstall.filename");

    /** Empty while the engine is not there. */
    private final AtomicReference<@Nullable Configurations> configurations = new AtomicReference<>();

    /** The engine is there. */
    @Reference(
            name = "configurations",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unsetConfigurations")
    public void setConfigurations(Configurations service) {
        configurations.set(service);
    }

    /** The engine has gone. */
    public void unsetConfigurations(Configurations service) {
        configurations.compareAndSet(service, null);
    }

    @Override
    public void createConfiguration(String pid) {}

    @Override
    public void createFactoryConfiguration(String factoryPid, String name) {}

    @Override
    public void updateConfiguration(@Nullable String factoryPid, String pid, Dictionary<String, Object> values)
            throws ValidationException {
        if (factoryPid == null || !isOurs(factoryPid)) {
            return;
        }
        Map<String, String> texts = new TreeMap<>();
        Collections.list(values.keys()).forEach(key -> {
            if (!FOREIGN.contains(key)) {
                texts.put(key, String.valueOf(values.get(key)).strip());
            }
        });
        Object name = values.get(NAME);
        String target =
                target(factoryPid, pid, name == null ? "" : name.toString().strip());
        try {
            engine().set(target, texts, null, new Author(Source.CONSOLE, ConsoleLogin.USER));
        } catch (BasculeException e) {
            throw new ValidationException(told(e.problem()));
        }
    }

    @Override
    public void deleteConfiguration(@Nullable String factoryPid, String pid) throws ValidationException {
        if (!isOurs(factoryPid) || !OWN_NAME.matcher(pid).matches()) {
            return;
        }
        try {
            engine().remove(pid, new Author(Source.CONSOLE, ConsoleLogin.USER));
        } catch (BasculeException e) {
            throw new ValidationException(told(e.problem()));
        }
    }

    /** What File Install keeps for itself is no setting. */
    @Override
    public void filterProperties(@Nullable String factoryPid, @Nullable String pid, Collection<String> names) {
        if (isOurs(factoryPid)) {
            names.remove("felix.fileinstall.filename");
        }
    }

    private static boolean isOurs(@Nullable String factoryPid) {
        return factoryPid != null && (factoryPid.startsWith(CONNECTION) || factoryPid.equals(MAPPING));
    }

    /** The console gives a new one a random PID; its name is asked for in the form. */
    private static String target(String factoryPid, String pid, String name) throws ValidationException {
        String own = OWN_NAME.matcher(pid).matches() ? pid : "";
        if (own.isEmpty() && !(factoryPid + "~" + name).matches(OWN_NAME.pattern())) {
            throw new ValidationException("The new configuration needs a name. Expected: "
                    + (factoryPid.equals(MAPPING)
                            ? "INTEGRATION.TYPE, such as stripe.customer"
                            : "a name such as stripe")
                    + ", where each word matches " + WORD + ". Fill in Name.");
        }
        if (!own.isEmpty() && !name.isEmpty() && !own.endsWith("~" + name)) {
            throw new ValidationException("The name of a configuration never changes: links and work belong to it."
                    + " Leave Name empty, or make a new one.");
        }
        return own.isEmpty() ? factoryPid + "~" + name : own;
    }

    /** The console shows long lines cut off, so what is wrong comes first. */
    private static String told(Problem problem) {
        return problem.found() == null ? problem.text() : problem.found() + ". " + problem.text();
    }

    private Configurations engine() throws ValidationException {
        Configurations service = configurations.get();
        if (service == null) {
            throw new ValidationException(
                    "The engine is not running, so nothing can be judged. Try again when it is, or edit the file.");
        }
        return service;
    }
}
