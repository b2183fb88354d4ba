/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes ids and secrets in Stripe's form. Thread-safe if its generator is. */
final class Ids {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    /** For example {@code cus_QXg1o8vcGmoR32}. */
    String next(String prefix, int length) {
        return prefix + letters(length, LETTERS.length());
    }

    /** For example {@code 7FE1103A}: only capitals and digits. */
    String invoicePrefix() {
        return letters(8, LETTERS.length()).toUpperCase(Locale.ROOT);
    }

    private String letters(int length, int kinds) {
        StringBuilder text = new StringBuilder(length);
        synchronized (this) {
            for (int place = 0; place < length; place++) {
                text.append(LETTERS.charAt(random.nextInt(kinds)));
            }
        }
        return text.toString();
    }
}
