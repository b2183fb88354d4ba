/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

/**
 * Who logs in to a database server. Not a text for logs: {@link #toString} tells the user only.
 *
 * @param user empty where the database has no users
 * @param password empty where none is asked for
 */
record Login(String user, String password) {
    /** For a database without users. */
    static final Login NONE = new Login("", "");

    boolean isEmpty() {
        return user.isEmpty() && password.isEmpty();
    }

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
