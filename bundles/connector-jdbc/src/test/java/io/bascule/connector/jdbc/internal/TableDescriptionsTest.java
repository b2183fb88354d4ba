/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.Value;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reading the setting {@code tables}. */
class TableDescriptionsTest {
    @Test
    void readsEveryKey() {
        TableDescription table =
                Objects.requireNonNull(TableDescriptions.read("shop", """
                        {"customers":{"schema":"S","table":"Customer","key":"No","keyAssigned":"client","change":"changed",
                        "changeKind":"timestamp","created":"made","changeBy":"database","overlapSeconds":30,"version":"v",
                        "versionBy":"writer","deleted":{"column":"gone","value":"yes"},"marker":"m","columns":{"name":"FullName"},"findable":["name"],
                        "zone":"Europe/Vienna"}}""").get("customers"));

        assertThat(table)
                .isEqualTo(new TableDescription(
                        "customers",
                        "S",
                        "Customer",
                        "No",
                        true,
                        "changed",
                        false,
                        "made",
                        false,
                        30,
                        "v",
                        true,
                        new DeletedMark("gone", Value.of("yes")),
                        "m",
                        Map.of("name", "FullName"),
                        Set.of("name"),
                        ZoneId.of("Europe/Vienna")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                                     | no JSON
                    []                                                    | with an entry for each table
                    {}                                                    | with an entry for each table
                    {"a":{},"a":{}}                                       | Duplicate field
                    {"a":{"table":"t","key":"k","columns":{"n":"c"}}} x   | no JSON
                    {"Bad-Name":{}}                                       | type names that match
                    {"a":7}                                               | at a
                    {"a":{"tabel":"t"}}                                   | at a.tabel
                    {"a":{"key":"k","columns":{"n":"c"}}}                 | at a.table
                    {"a":{"table":"t","columns":{"n":"c"}}}               | at a.key
                    {"a":{"table":"t","key":"k"}}                         | at a.columns
                    {"a":{"table":"t","key":"k","columns":{}}}            | an empty object
                    {"a":{"table":"t","key":"k","columns":{"n":7}}}       | at a.columns.n
                    {"a":{"table":"t","key":"k","columns":{"n.m":"c"}}}   | names that match
                    {"a":{"table":"t","key":"k","columns":{"n":"c","m":"c"}}} | also as n
                    {"a":{"table":"","key":"k","columns":{"n":"c"}}}      | at a.table
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"findable":["x"]}} | at a.findable
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"findable":"n"}} | a list of names
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"keyAssigned":"we"}} | system or client
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"overlapSeconds":3}} | only together with change
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"created":"d"}} | only together with change
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"versionBy":"writer"}} | only together with version
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"change":"d","overlapSeconds":0}} | from 1 to 86400
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"change":"d","overlapSeconds":1.5}} | from 1 to 86400
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"change":"d","overlapNumber":3}} | at a.overlapNumber
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"change":"d","changeKind":"date"}} | timestamp or number
                    {"a":{"table":"t","key":"k","columns":{"marker":"c"},"marker":"m"}} | stands for the marker column
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"deleted":"d"}} | such as
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"deleted":{"value":1}}} | at a.deleted.column
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"deleted":{"column":"d","value":null}}} | at a.deleted.value
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"deleted":{"column":"d","when":1}}} | at a.deleted.when
                    {"a":{"table":"t","key":"k","columns":{"n":"c"},"zone":"Vienna"}} | Europe/Vienna
                    """)
    void namesThePlaceAndWhatIsAccepted(String json, String part) {
        assertThatThrownBy(() -> TableDescriptions.read("shop", json))
                .isInstanceOfSatisfying(
                        BasculeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID))
                .hasMessageContaining("integration shop, setting tables")
                .hasMessageContaining(part);
    }
}
