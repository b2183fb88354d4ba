/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.event;

import java.util.Locale;

/** The names of Event Admin topics. They carry news for bundles and nothing that matters: the outbox is the truth. */
public final class Topics {
    /** Every topic of the catalog. */
    public static final String CATALOG_ALL = "io/bascule/catalog/*";

    /** Every topic of integrations. */
    public static final String INTEGRATION_ALL = "io/bascule/integration/*";

    /** Property: the entity type. */
    public static final String TYPE = "type";

    /** Property: the record's id. */
    public static final String RECORD = "record";

    /** Property: the record's version, a Long. */
    public static final String VERSION = "version";

    /** Property: the integration's name. */
    public static final String INTEGRATION = "integration";

    private Topics() {}

    /**
     * The topic of a committed change.
     *
     * @param type the entity type
     * @param event {@code created}, {@code updated} or {@code deleted}
     * @return for example {@code "io/bascule/catalog/customer/CREATED"}
     */
    public static String catalog(String type, String event) {
        return "io/bascule/catalog/" + type + "/" + event.toUpperCase(Locale.ROOT);
    }

    /**
     * The topic of an integration's news.
     *
     * @param event for example {@code "started"} or {@code "effect"}
     * @return for example {@code "io/bascule/integration/STARTED"}
     */
    public static String integration(String event) {
        return "io/bascule/integration/" + event.toUpperCase(Locale.ROOT);
    }
}
