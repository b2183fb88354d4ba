/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@code etc/io.bascule.catalog.cfg}. */
@ObjectClassDefinition(
        name = "Bascule: catalog",
        description = "Where the catalog and the state of synchronisation are kept.")
@interface CatalogConfiguration {
    /** The database. */
    @AttributeDefinition(
            name = "Database URL",
            description =
                    "Empty for what bascule.db.url in etc/bascule.properties names, or the file catalog/bascule in the data folder. Else an H2 file URL with WRITE_DELAY=0, for"
                            + " example jdbc:h2:file:/var/lib/bascule/catalog/bascule;WRITE_DELAY=0, or a PostgreSQL database, for"
                            + " example jdbc:postgresql://db.example.org:5432/bascule?sslmode=verify-full",
            required = false)
    String url() default "";

    /** Who logs in to PostgreSQL. */
    @AttributeDefinition(
            name = "User",
            description = "Of the PostgreSQL server. Empty: what bascule.db.user in etc/bascule.properties names.",
            required = false)
    String user() default "";

    /** A reference to the user's password. */
    @AttributeDefinition(
            name = "Password",
            description =
                    "A reference such as secret:catalog-database, which names a file of the folder secrets. Empty: what"
                            + " bascule.db.password in etc/bascule.properties names.",
            required = false)
    String password() default "";
}
