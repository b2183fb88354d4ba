/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** The runtime's folders, from framework properties. */
final class RuntimeFolders {
    /** Framework property: the folder of all data. */
    static final String DATA = "bascule.data";
    /** Framework property: the folder of configuration files; {@code etc} in the data folder unless set. */
    static final String ETC = "bascule.etc";

    private RuntimeFolders() {}

    static Path data(BundleContext context) {
        String data = context.getProperty(DATA);
        if (data == null || data.isBlank()) {
            throw new BasculeException(new Problem(
                    ErrorCode.SETTING_INVALID,
                    "The catalog has no place for its database",
                    "framework property " + DATA,
                    "the data folder, for example /var/lib/bascule",
                    "nothing",
                    "Start the runtime with its own launcher, which sets the property."));
        }
        return Path.of(data).toAbsolutePath().normalize();
    }

    static Path etc(BundleContext context) {
        String etc = context.getProperty(ETC);
        return etc == null || etc.isBlank()
                ? data(context).resolve("etc")
                : Path.of(etc).toAbsolutePath().normalize();
    }
}
