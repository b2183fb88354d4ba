/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.KeyDefinition;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.DeletePolicy;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** The entity type of the simulation and mappings of it with policies drawn from the seed. */
final class Mappings {
    /** Users of a simulated world delete more within an hour than a guard would let through. */
    private static final DeletePolicy DELETES = new DeletePolicy(true, true, 100);

    private static final List<KeyDefinition> KEYS = List.of(new KeyDefinition("email", List.of(FieldPath.of("email"))));

    private Mappings() {}

    static EntityType type() {
        return new EntityType(
                "customer",
                "Customer",
                List.of(
                        FieldDefinition.of("name", FieldType.TEXT),
                        FieldDefinition.of("email", FieldType.TEXT),
                        FieldDefinition.of("phone", FieldType.TEXT),
                        FieldDefinition.of("notes", FieldType.TEXT),
                        FieldDefinition.of("credit", FieldType.DECIMAL)),
                KEYS);
    }

    static Mapping of(Personality personality, SplittableRandom random) {
        List<FieldMapping> fields = new ArrayList<>();
        for (String path : Personality.FIELDS) {
            String own = personality.path(path);
            ExternalField field =
                    Objects.requireNonNull(personality.capabilities().field(own));
            Conversion conversion = own.equals("metadata.credit") ? Conversion.NUMBER_AS_TEXT : Conversion.NONE;
            fields.add(new FieldMapping(
                    FieldPath.of(path),
                    FieldPath.of(own),
                    direction(path, random),
                    conflict(random),
                    conversion,
                    field));
        }
        Policy first = List.of(Policy.CATALOG, Policy.EXTERNAL, Policy.MANUAL).get(random.nextInt(3));
        return new Mapping(
                personality.name(),
                type(),
                Personality.TYPE,
                personality.capabilities(),
                Direction.BOTH,
                first,
                fields,
                KEYS,
                DELETES);
    }

    private static Direction direction(String path, SplittableRandom random) {
        int dice = random.nextInt(12);
        return path.equals("email") || dice > 1 ? Direction.BOTH : dice == 0 ? Direction.IN : Direction.OUT;
    }

    private static Policy conflict(SplittableRandom random) {
        int dice = random.nextInt(10);
        return dice < 6 ? Policy.NEWEST : dice < 8 ? Policy.CATALOG : dice < 9 ? Policy.EXTERNAL : Policy.MANUAL;
    }
}
