/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StripeRecordsTest {
    private final StripeRecords records = new StripeRecords(TestSettings.stripe("metadata.fields", "sku, vat_id"));

    private ExternalRecord record(StripeType type, String json) {
        return records.record(type, Json.readObject(json, "test"), "test");
    }

    private static Value at(Fields fields, String path) {
        Value value = FieldPath.of(path).get(fields);
        return value == null ? Value.of("ABSENT") : value;
    }

    @Test
    void showsDeclaredFieldsMarkerAndNamedMetadataOnly() {
        ExternalRecord record = record(StripeType.CUSTOMERS, Wire.CUSTOMER);
        assertThat(record.id()).isEqualTo("cus_1");
        assertThat(record.marker()).isEqualTo("019ab1c2");
        assertThat(record.version()).isNull();
        assertThat(record.changedAt()).isNull();
        assertThat(record.deleted()).isFalse();
        assertThat(at(record.fields(), "address.city")).isEqualTo(Value.of("Linz"));
        assertThat(at(record.fields(), "metadata.sku")).isEqualTo(Value.of("A-1"));
        assertThat(record.fields().asMap().keySet())
                .containsExactly("address", "description", "email", "metadata", "name", "phone", "shipping");
        assertThat(at(record.fields(), "metadata.other")).isEqualTo(Value.of("ABSENT"));
    }

    @Test
    void showsWhatIsEmptyAsNullAndNotAsAbsent() {
        Fields fields = record(StripeType.CUSTOMERS, Wire.CUSTOMER).fields();
        for (String path : new String[] {"phone", "address.line2", "shipping.address.city", "metadata.vat_id"}) {
            assertThat(at(fields, path)).as(path).isEqualTo(Value.ofNull());
        }
    }

    @Test
    void leavesAbsentWhatTheAnswerDoesNotShowOrShowsInAnotherShape() {
        Fields fields = record(
                        StripeType.CUSTOMERS, "{\"id\":\"cus_1\",\"object\":\"customer\",\"name\":5,\"address\":\"x\"}")
                .fields();
        assertThat(fields).isEqualTo(Fields.EMPTY);
    }

    @Test
    void tellsWhenAProductChanged() {
        ExternalRecord record = record(StripeType.PRODUCTS, Wire.PRODUCT);
        assertThat(record.changedAt()).isEqualTo(Instant.ofEpochSecond(1795494720));
        assertThat(at(record.fields(), "active")).isEqualTo(Value.of(true));
    }

    @Test
    void knowsADeletedCustomer() {
        ExternalRecord record = record(StripeType.CUSTOMERS, Wire.DELETED);
        assertThat(record.deleted()).isTrue();
        assertThat(record.fields().isEmpty()).isTrue();
    }

    @Test
    void refusesAnotherType() {
        assertThatThrownBy(() -> record(StripeType.PRODUCTS, Wire.CUSTOMER))
                .isInstanceOf(BasculeException.class)
                .hasMessageContaining("product")
                .hasMessageContaining("customer");
    }
}
