/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What the parts of a world know each other by; new for each world and worth nothing outside of it.
 *
 * @param restToken for REST
 * @param shopPassword of all users of the shop's database
 * @param stripeKey for the imitation
 */
record Credentials(String restToken, String shopPassword, String stripeKey) {
    private static final int BYTES = 24;

    static Credentials draw(RandomGenerator random) {
        return new Credentials(text(random), text(random), "sk_test_" + text(random));
    }

    private static String text(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
