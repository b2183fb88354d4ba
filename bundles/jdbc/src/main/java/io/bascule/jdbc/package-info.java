/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a connector needs of a relational database beside its {@code javax.sql.DataSource}: the keys of the settings that every
 * such connection has ({@link io.bascule.jdbc.JdbcSettings}) and what an {@code SQLException} means ({@link
 * io.bascule.jdbc.SqlFailure}). Everything here is immutable and thread-safe.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.jdbc;
