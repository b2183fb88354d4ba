/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.model.Fields;
import io.bascule.http.FormEncoding;
import io.bascule.http.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StripeFormsTest {
    private static Fields fields(String json) {
        return Json.readObject(json.replace('\'', '"'), "test");
    }

    private static String create(String fields) {
        return FormEncoding.encode(StripeForms.create(new CreateItem(fields(fields), "key", "m1"), "bascule_link"));
    }

    private static String update(String before, String changed) {
        return FormEncoding.encode(
                StripeForms.update(new UpdateItem("cus_1", fields(changed), null, fields(before), "key")));
    }

    @Test
    void aCreateCarriesWhatHasAValueAndTheMarker() {
        assertThat(create("{'name':'Ada','phone':null,'address':{'city':null},'metadata':{'sku':'A','x':null}}"))
                .isEqualTo("metadata[bascule_link]=m1&metadata[sku]=A&name=Ada");
    }

    @Test
    void aShippingGetsTheCustomersNameBecauseStripeWantsOne() {
        assertThat(create("{'name':'Ada','shipping':{'address':{'city':'Linz'}}}"))
                .isEqualTo("metadata[bascule_link]=m1&name=Ada&shipping[address][city]=Linz&shipping[name]=Ada");
        assertThat(create("{'name':'Ada','shipping':{'name':'Eve','address':{'city':'Linz'}}}"))
                .contains("shipping[name]=Eve");
        assertThat(create("{'name':'Ada','shipping':{'address':{'city':null}}}"))
                .doesNotContain("shipping");
        assertThat(update("{'name':'Ada','shipping':null}", "{'shipping':{'address':{'city':'Linz'}}}"))
                .isEqualTo("shipping[address][city]=Linz&shipping[name]=Ada");
    }

    @Test
    void anUpdateCarriesWhatChangedAndClearsByAnEmptyValue() {
        assertThat(update("{'name':'Ada','email':'a@b.c'}", "{'email':null,'metadata':{'sku':null}}"))
                .isEqualTo("email=&metadata[sku]=");
    }

    @Test
    void anAddressIsSentWholeBecauseStripeReplacesIt() {
        assertThat(update("{'address':{'city':'Linz','country':'AT','line1':null}}", "{'address':{'city':'Wels'}}"))
                .isEqualTo("address[city]=Wels&address[country]=AT&address[line1]=");
        assertThat(update(
                        "{'shipping':{'name':'Eve','phone':null,'address':{'city':'Linz','country':'AT'}}}",
                        "{'shipping':{'address':{'city':'Wels'}}}"))
                .isEqualTo("shipping[address][city]=Wels&shipping[address][country]=AT&shipping[name]=Eve"
                        + "&shipping[phone]=");
    }

    @Test
    void anAddressThatBecameEmptyIsClearedWhole() {
        assertThat(update("{'address':{'city':'Linz','line1':null}}", "{'address':{'city':null}}"))
                .isEqualTo("address=");
        assertThat(update(
                        "{'name':'Ada','shipping':{'name':'Ada','address':{'city':'Linz'}}}",
                        "{'shipping':{'address':{'city':null}}}"))
                .isEqualTo("shipping=");
    }
}
