/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

/** Objects in the shape that Stripe's API shows them, shortened to what matters and some of what does not. */
final class Wire {
    static final String CUSTOMER = """
            {"id":"cus_1","object":"customer","address":{"city":"Linz","country":"AT","line1":"Hauptplatz 1","line2":null,
             "postal_code":"4020","state":null},"balance":0,"created":1795494000,"currency":null,"delinquent":false,
             "description":null,"discount":null,"email":"ada@example.org","invoice_prefix":"7FE1103",
             "invoice_settings":{"custom_fields":null,"default_payment_method":null,"footer":null},"livemode":false,
             "metadata":{"bascule_link":"019ab1c2","sku":"A-1","other":"x"},"name":"Ada","next_invoice_sequence":1,
             "phone":null,"preferred_locales":[],"shipping":null,"tax_exempt":"none","test_clock":null}
            """;

    static final String PRODUCT = """
            {"id":"prod_1","object":"product","active":true,"created":1795494000,"default_price":"price_1",
             "description":"Soft","images":[],"livemode":false,"marketing_features":[],"metadata":{},"name":"Shirt",
             "package_dimensions":null,"shippable":null,"statement_descriptor":null,"tax_code":null,"type":"service",
             "unit_label":null,"updated":1795494720,"url":null}
            """;

    static final String DELETED = "{\"id\":\"cus_1\",\"object\":\"customer\",\"deleted\":true}";

    private Wire() {}

    static String list(boolean more, String... objects) {
        return "{\"object\":\"list\",\"url\":\"/v1/x\",\"has_more\":" + more + ",\"data\":[" + String.join(",", objects)
                + "]}";
    }

    static String error(String type, String code, String param, String message) {
        return "{\"error\":{\"type\":\"" + type + "\"" + (code.isEmpty() ? "" : ",\"code\":\"" + code + "\"")
                + (param.isEmpty() ? "" : ",\"param\":\"" + param + "\"") + ",\"message\":\"" + message + "\"}}";
    }
}
