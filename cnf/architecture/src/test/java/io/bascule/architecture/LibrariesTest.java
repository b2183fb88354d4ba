/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import org.junit.jupiter.api.Test;

final class LibrariesTest {
    @Test
    void kafkaIsKnownToTheBridgeOnly() {
        Libraries.KAFKA.check(Code.main());
    }

    @Test
    void databasesAreKnownToTheStoreAndTheJdbcRoomsOnly() {
        Libraries.SQL.check(Code.main());
    }

    @Test
    void decidingAndMappingTouchNothingOutside() {
        Libraries.PURE.check(Code.main());
    }
}
