/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Finds the bundles that do not run and says why in words. Collects the framework's errors as a listener. */
final class BundleReport implements FrameworkListener {
    /** As in {@code missing requirement [name [41](R 41.0)] osgi.wiring.package; (osgi.wiring.package=x) [caused by: }. */
    private static final Pattern MISSING =
            Pattern.compile("missing requirement \\[.+?\\)] ([\\w.]+); (\\(.+?\\))(?=]| \\[| Unresolved|$)");

    private final Map<Long, Throwable> failures = new ConcurrentHashMap<>();

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            failures.put(event.getBundle().getBundleId(), event.getThrowable());
        }
    }

    /** One line per bundle that should run and does not; empty if all is well. */
    List<String> problems(BundleContext context) {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (!runs(bundle)) {
                String reason = Optional.ofNullable(failures.get(bundle.getBundleId()))
                        .map(BundleReport::reason)
                        .orElse("it is " + state(bundle));
                problems.add("Bundle %s %s did not start: %s"
                        .formatted(bundle.getSymbolicName(), bundle.getVersion(), reason));
            }
        }
        return problems;
    }

    private static boolean runs(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        return bundle.getState() == (fragment ? Bundle.RESOLVED : Bundle.ACTIVE);
    }

    /** What is missing where the resolver says so, else the innermost cause. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage());
        // The resolver reports the chain from the outside in; the last link is what has to be supplied.
        Matcher matcher = MISSING.matcher(text);
        String missing = null;
        while (matcher.find()) {
            missing = matcher.group(1) + "; " + String.valueOf(matcher.group(2)).strip();
        }
        return missing == null ? cause.getClass().getSimpleName() + ": " + text : "missing requirement " + missing;
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "installed but not resolved";
            case Bundle.RESOLVED -> "resolved but not started";
            case Bundle.STARTING -> "still starting";
            case Bundle.STOPPING -> "stopping";
            default -> "in state " + bundle.getState();
        };
    }
}
