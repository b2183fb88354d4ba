/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.seed;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SeedDataTest {
    private static final SeedData DATA = SeedData.generate(1, 2000, 200);

    @Test
    void theSameSeedMakesTheSameData() {
        assertThat(SeedData.generate(1, 2000, 200)).isEqualTo(DATA);
        assertThat(SeedData.generate(2, 2000, 200)).isNotEqualTo(DATA);
    }

    @Test
    void theShopHasAsManyCustomersAndProductsAsAskedFor() {
        assertThat(DATA.customers().stream().filter(customer -> !customer.shop().isEmpty()))
                .hasSize(2000);
        assertThat(DATA.products()).hasSize(200);
    }

    @Test
    void aThirdOfTheShopsCustomersAreKnownToStripeAndSomeOnlyThere() {
        assertThat(DATA.customers().stream().filter(SeedCustomer::onBothSides)).hasSize(667);
        assertThat(DATA.customers().stream().filter(customer -> customer.shop().isEmpty()))
                .hasSizeBetween(30, 100);
    }

    @Test
    void manyOfTheSharedOnesDifferAndSomeInTheCaseOfTheEmailOnly() {
        List<SeedCustomer> shared =
                DATA.customers().stream().filter(SeedCustomer::onBothSides).toList();
        assertThat(shared.stream().filter(SeedDataTest::differs).count()).isBetween(300L, 640L);
        assertThat(shared.stream().filter(customer -> !email(customer.shop()).equals(email(customer.stripe()))))
                .hasSizeGreaterThan(40)
                .allMatch(customer -> email(customer.shop()).equalsIgnoreCase(email(customer.stripe())));
    }

    @Test
    void noTwoCustomersShareAnEmailAndNoTwoProductsAStockNumber() {
        Set<String> emails = new HashSet<>();
        for (SeedCustomer customer : DATA.customers()) {
            SortedMap<String, String> known = customer.shop().isEmpty() ? customer.stripe() : customer.shop();
            assertThat(emails.add(email(known).toLowerCase(Locale.ROOT))).isTrue();
        }
        assertThat(DATA.products().stream().map(product -> product.get("sku"))).doesNotHaveDuplicates();
    }

    @Test
    void emailsArePlainEnoughForEverySystem() {
        assertThat(DATA.customers())
                .allMatch(customer ->
                        customer.shop().isEmpty() || email(customer.shop()).matches("[a-z]+\\.[a-z]+[0-9]*@[a-z.]+"));
    }

    private static boolean differs(SeedCustomer customer) {
        return customer.stripe().entrySet().stream()
                        .anyMatch(field ->
                                !field.getValue().equals(customer.shop().get(field.getKey())))
                || (!customer.stripe().containsKey("notes") && customer.shop().containsKey("notes"));
    }

    private static String email(SortedMap<String, String> fields) {
        return String.valueOf(fields.get("email"));
    }
}
