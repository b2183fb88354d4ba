/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An object comes in with a field that flows only out: what it holds there is accounted for only if it holds nothing. */
final class OutOnlyFieldTest {
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PlainSystem system = new PlainSystem();

    @BeforeEach
    void start() {
        TypeCapabilities capabilities = PlainSystem.capabilities("email", "phone");
        engine.start(
                system,
                engine.mapping(
                        TestTypes.customer(),
                        "customers",
                        capabilities,
                        List.of(
                                TestEngine.field(capabilities, "email", "email", Direction.BOTH, Policy.CATALOG),
                                TestEngine.field(capabilities, "phone", "phone", Direction.OUT, Policy.CATALOG))));
    }

    private String arrives(Value phone) {
        String id = system.put(
                "customers", Fields.EMPTY.with("email", Value.of("ada@x.org")).with("phone", phone));
        engine.run(A_WHILE);
        assertThat(engine.recordOf("customer", id).fields().get("phone")).isNull();
        return id;
    }

    private void editCatalog(String id, String phone) {
        engine.edit(engine.recordOf("customer", id), Fields.EMPTY.with("phone", Value.of(phone)));
        engine.run(A_WHILE);
    }

    private @Nullable Value phone(String id) {
        return system.object("customers", id).fields().get("phone");
    }

    @Test
    void whatItHoldsStaysUntilThereIsSomethingToSendAndIsThenAConflict() {
        String id = arrives(Value.of("theirs"));
        assertThat(engine.linkOf("customer", id).pairs()).containsOnlyKeys("email");
        assertThat(phone(id)).isEqualTo(Value.of("theirs"));

        editCatalog(id, "ours");

        assertThat(phone(id)).isEqualTo(Value.of("ours"));
        assertThat(engine.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs"));
            assertThat(conflict.winner()).isEqualTo(Conflict.Winner.CATALOG);
        });
    }

    @Test
    void whatTheCatalogComesToHoldTooIsNeitherSentNorAConflict() {
        String id = arrives(Value.of("same"));

        editCatalog(id, "same");

        assertThat(system.object("customers", id).version()).isEqualTo("1");
        assertThat(engine.conflicts()).isEmpty();
        assertThat(engine.linkOf("customer", id).pairs()).containsKey("phone");
    }

    @Test
    void aBlankIsSettledSoThatWhatSomebodyPutsThereIsAnEdit() {
        String id = arrives(Value.of(""));
        assertThat(engine.linkOf("customer", id).pairs()).containsOnlyKeys("email", "phone");

        system.edit("customers", id, "phone", Value.of("theirs"));
        engine.run(A_WHILE);

        assertThat(phone(id)).isEqualTo(Value.ofNull());
        assertThat(engine.conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs")));
    }
}
