/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled main code of all rooms, read once for all tests. */
final class Code {
    private static final JavaClasses MAIN = new ClassFileImporter().importPaths(Room.classFolders());

    private Code() {}

    static JavaClasses main() {
        return MAIN;
    }
}
