/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A create without an answer in a system that has neither keys nor a marker, of a type without match keys. */
final class UnprovenCreateTest {
    private static final EntityType NOTE = new EntityType(
            "note",
            "Note",
            List.of(FieldDefinition.of("title", FieldType.TEXT), FieldDefinition.of("text", FieldType.TEXT)),
            List.of());

    private final TestEngine engine = new TestEngine("board", NOTE);
    private final PlainSystem system = new PlainSystem();

    @BeforeEach
    void start() {
        engine.start(system, engine.identity(NOTE, "notes", "title", "text"));
        engine.run(Duration.ofSeconds(2));
        system.fallSilent();
        engine.create("note", titled("Milk"));
    }

    private static Fields titled(String title) {
        return Fields.EMPTY.with("title", Value.of(title));
    }

    @Test
    void isNotRepeatedAndItsObjectIsNotTakenForANewOne() {
        engine.run(Duration.ofSeconds(10));

        assertThat(system.created()).hasSize(1);
        assertThat(engine.records("note")).hasSize(1);
        assertThat(engine.parked()).containsExactly(ErrorCode.UNKNOWN_CREATE.text(), "waiting-for-create");
    }

    @Test
    void keepsNoOtherObjectFromComingIn() {
        system.put("notes", titled("Bread"));
        engine.run(Duration.ofSeconds(10));

        assertThat(engine.records("note")).hasSize(2);
    }
}
