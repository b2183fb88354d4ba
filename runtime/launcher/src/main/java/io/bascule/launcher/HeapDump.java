/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is left of a runtime that ran out of memory: the virtual machine writes its heap to a file of the data folder before it
 * ends, readable by its owner alone. The first dump is kept and no second one is written while it lies there, so that a runtime
 * that is started again and again does not fill the disk.
 */
final class HeapDump {
    private static final String WANTED = "HeapDumpOnOutOfMemoryError";
    private static final String PATH = "HeapDumpPath";

    private HeapDump() {}

    /**
     * Has the virtual machine write its heap to a file if it runs out of memory, unless its options name another place.
     *
     * @param file for example {@code <data>/log/out-of-memory.hprof}
     * @return whether an earlier run left one there
     */
    static boolean writeTo(Path file) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        // On a virtual machine of another make there is none.
        if (machine != null && machine.getVMOption(PATH).getOrigin() == VMOption.Origin.DEFAULT) {
            machine.setVMOption(PATH, file.toString());
            machine.setVMOption(WANTED, "true");
        }
        return Files.exists(file);
    }
}
