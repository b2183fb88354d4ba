/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.broken;

import io.bascule.http.AuthorisedHttp;

/** An example of what the rules refuse: a store that knows the toolkit of connectors. */
public final class CallsOut {
    private final AuthorisedHttp http;

    public CallsOut(AuthorisedHttp http) {
        this.http = http;
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
