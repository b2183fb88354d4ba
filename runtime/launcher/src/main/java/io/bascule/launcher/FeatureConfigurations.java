/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Hands the configurations of the feature files to Config Admin. {@code $[name]} in a value stands for the framework
 * property of that name. Config Admin belongs to a bundle whose classes the launcher does not share, hence the reflection.
 */
final class FeatureConfigurations {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[([\\w.]+)]");
    /** Any bundle may own the configuration, wherever it was installed from. */
    private static final String ANY_LOCATION = "?";

    private final Map<String, String> properties;

    FeatureConfigurations(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** Applies all configurations; Config Admin must be active. */
    void apply(List<Feature> features, BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference("org.osgi.service.cm.ConfigurationAdmin");
        if (reference == null) {
            throw new StartFailure(ExitCode.NOT_READY, "Config Admin did not start; see the errors above.");
        }
        try {
            Object admin = context.getService(reference);
            for (Feature feature : features) {
                for (Map.Entry<String, Map<String, Object>> entry :
                        feature.configurations().entrySet()) {
                    update(reference.getBundle(), admin, entry.getKey(), values(entry.getValue()));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Config Admin does not have the methods of its specification", e);
        } finally {
            context.ungetService(reference);
        }
    }

    private static void update(Bundle bundle, Object admin, String pid, Dictionary<String, Object> values)
            throws ReflectiveOperationException {
        Class<?> adminType = bundle.loadClass("org.osgi.service.cm.ConfigurationAdmin");
        int tilde = pid.indexOf('~');
        Object configuration = tilde < 0
                ? adminType
                        .getMethod("getConfiguration", String.class, String.class)
                        .invoke(admin, pid, ANY_LOCATION)
                : adminType
                        .getMethod("getFactoryConfiguration", String.class, String.class, String.class)
                        .invoke(admin, pid.substring(0, tilde), pid.substring(tilde + 1), ANY_LOCATION);
        bundle.loadClass("org.osgi.service.cm.Configuration")
                .getMethod("update", Dictionary.class)
                .invoke(configuration, values);
    }

    /** The values with placeholders filled in. */
    @SuppressWarnings("JdkObsolete") // Config Admin takes a Dictionary, and this is the one there is.
    Dictionary<String, Object> values(Map<String, Object> raw) {
        Dictionary<String, Object> values = new Hashtable<>();
        raw.forEach((key, value) -> values.put(key, value instanceof String text ? fill(text) : value));
        return values;
    }

    private String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String name = String.valueOf(match.group(1));
            String value = properties.get(name);
            if (value == null) {
                throw new StartFailure(
                        ExitCode.UNEXPECTED, "A feature file asks for the unknown property \"" + name + "\".");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
