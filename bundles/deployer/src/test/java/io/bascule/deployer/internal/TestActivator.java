/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Packed into the bundles of the tests: publishes a service that carries the value of a manifest header. */
public final class TestActivator implements BundleActivator {
    /** Made by the framework. */
    public TestActivator() {}

    @Override
    public void start(BundleContext context) {
        String value = context.getBundle().getHeaders().get("Test-Value");
        if ("fail".equals(value)) {
            throw new IllegalStateException("cannot start on purpose");
        }
        context.registerService(Runnable.class, () -> {}, FrameworkUtil.asDictionary(Map.of("test.value", value)));
    }

    @Override
    public void stop(BundleContext context) {}
}
