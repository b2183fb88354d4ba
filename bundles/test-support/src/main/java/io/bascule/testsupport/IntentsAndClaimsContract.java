/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Intent;
import io.bascule.api.model.MatchKey;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.email;
import static io.bascule.testsupport.StoreSamples.intent;
import static io.bascule.testsupport.StoreSamples.keys;
import static io.bascule.testsupport.StoreSamples.sent;
import static org.assertj.core.api.Assertions.assertThat;

/** Intents, of which one may be open for each link, and the keys that links hold. */
abstract class IntentsAndClaimsContract extends StoreContract {
    @Test
    void keepsEveryValueOfAnIntentExactly() {
        Intent first = intent("i1", "l1", "stripe");
        write(t -> t.intents().insert(first));
        assertThat(readOptional(t -> t.intents().ofLink("l1"))).contains(first);

        write(t -> t.intents().update(sent(first)));
        assertThat(readOptional(t -> t.intents().ofLink("l1"))).contains(sent(first));
    }

    @Test
    void allowsOneOpenIntentForEachLink() {
        write(t -> t.intents().insert(intent("i1", "l1", "stripe")));

        assertStale(t -> t.intents().insert(intent("i2", "l1", "stripe")));
        assertStale(t -> t.intents().insert(intent("i1", "l2", "stripe")));
        write(t -> t.intents().delete("i1"));
        assertStale(t -> t.intents().delete("i1"));
        assertStale(t -> t.intents().update(intent("i1", "l1", "stripe")));
        write(t -> t.intents().insert(intent("i2", "l1", "stripe")));
    }

    @Test
    void listsTheOpenIntentsOfOneIntegrationInTheOrderOfIds() {
        write(t -> {
            t.intents().insert(intent("i2", "l1", "stripe"));
            t.intents().insert(intent("i1", "l2", "stripe"));
            t.intents().insert(intent("i3", "l3", "shop"));
        });

        assertThat(readList(t -> t.intents().open("stripe")))
                .containsExactly(intent("i1", "l2", "stripe"), intent("i2", "l1", "stripe"));
        assertThat(readList(t -> t.intents().open("other"))).isEmpty();
    }

    @Test
    void aKeyIsHeldByOneLinkOnly() {
        write(t -> t.keyClaims().claim("stripe", "customer", keys(email("a"), email("b")), "l1"));

        assertStale(t -> t.keyClaims().claim("stripe", "customer", keys(email("b"), email("c")), "l2"));
        assertThat(holder("stripe", "customer", "c")).isEmpty();
        write(t -> t.keyClaims().claim("stripe", "product", keys(email("b")), "l2"));
        write(t -> t.keyClaims().claim("shop", "customer", keys(email("b")), "l2"));
        write(t -> t.keyClaims().claim("stripe", "customer", keys(email("b"), email("c")), "l1"));
        assertThat(holder("stripe", "customer", "a")).contains("l1");
        assertThat(holder("stripe", "customer", "b")).contains("l1");
        assertThat(holder("stripe", "customer", "c")).contains("l1");
        assertThat(holder("shop", "customer", "b")).contains("l2");
        assertThat(heldBy("l1")).isEqualTo(keys(email("a"), email("b"), email("c")));
        assertThat(heldBy("nowhere")).isEmpty();
    }

    @Test
    void releaseLetsGoOfAllKeysOfALinkAndOfNoOther() {
        write(t -> {
            t.keyClaims().claim("stripe", "customer", keys(email("a"), email("b")), "l1");
            t.keyClaims().claim("stripe", "customer", keys(email("c")), "l2");
            t.keyClaims().claim("stripe", "customer", keys(), "l3");
        });

        write(t -> {
            t.keyClaims().release("l1");
            t.keyClaims().release("nowhere");
        });

        assertThat(holder("stripe", "customer", "a")).isEmpty();
        assertThat(holder("stripe", "customer", "b")).isEmpty();
        assertThat(holder("stripe", "customer", "c")).contains("l2");
        write(t -> t.keyClaims().claim("stripe", "customer", keys(email("a")), "l2"));
    }

    private SortedSet<MatchKey> heldBy(String linkId) {
        return read(t -> t.keyClaims().heldBy(linkId));
    }

    private Optional<String> holder(String integration, String type, String value) {
        return read(t -> t.keyClaims().holder(integration, type, email(value)));
    }
}
