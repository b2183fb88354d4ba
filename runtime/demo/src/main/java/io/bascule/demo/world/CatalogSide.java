/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.demo.edit.EditableSide;
import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import io.bascule.demo.oracle.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The catalog through REST. Thread-safe. */
final class CatalogSide implements EditableSide {
    static final String API = "/api/v1";
    private static final int TRIES = 6;
    private static final int PAGE = 100;

    private final JsonHttp http;

    CatalogSide(JsonHttp http) {
        this.http = http;
    }

    @Override
    public Side side() {
        return Side.CATALOG;
    }

    @Override
    public Outcome update(String type, String objectId, String field, ValueChange change) {
        String path = API + "/catalog/" + type + "/" + objectId;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            JsonHttp.Reply found = http.get(path);
            if (!found.isOk()) {
                return Outcome.REFUSED;
            }
            ObjectNode fields = found.body().path("fields").deepCopy();
            FlatFields.set(
                    fields, field, change.apply(FlatFields.flatten(fields).get(field)));
            // A merge patch replaces a list as a whole, so the whole field that the place lies in is sent.
            String root = field.split("[.\\[]", 2)[0];
            ObjectNode patch = JsonHttp.JSON.createObjectNode();
            patch.set(root, fields.get(root));
            JsonHttp.Reply reply = http.send(
                    "PATCH",
                    path,
                    patch.toString(),
                    Map.of(
                            "Content-Type",
                            "application/merge-patch+json",
                            "If-Match",
                            "\"" + found.body().path("version").asLong() + "\""));
            if (reply.status() != 412) {
                return outcome(reply);
            }
        }
        return Outcome.REFUSED;
    }

    @Override
    public Created create(String type, SortedMap<String, String> fields) {
        ObjectNode body = JsonHttp.JSON.createObjectNode();
        ObjectNode nested = body.putObject("fields");
        fields.forEach((path, text) -> FlatFields.set(nested, path, text));
        JsonHttp.Reply reply = http.send(
                "POST", API + "/catalog/" + type, body.toString(), Map.of("Content-Type", "application/json"));
        return new Created(outcome(reply), reply.body().path("id").textValue());
    }

    private static Outcome outcome(JsonHttp.Reply reply) {
        if (reply.isOk()) {
            return Outcome.ACKNOWLEDGED;
        }
        return reply.status() < 0 || reply.status() >= 500 ? Outcome.UNKNOWN : Outcome.REFUSED;
    }

    @Override
    public List<SideObject> readAll(String type) {
        List<SideObject> objects = new ArrayList<>();
        for (JsonNode record : records(type)) {
            SortedMap<String, String> fields = FlatFields.flatten(record.path("fields"));
            Subject subject = new Subject(type, fields.getOrDefault(FieldMap.keyOf(type), ""));
            objects.add(new SideObject(Side.CATALOG, subject, record.path("id").asText(), fields));
        }
        return objects;
    }

    /** Every record of a type, as REST gives it. */
    List<JsonNode> records(String type) {
        return pages("/catalog/" + type);
    }

    /** Every item of a list that is given in pages. */
    List<JsonNode> pages(String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = http.read(API + path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE + after);
            page.path("items").forEach(items::add);
            if (!page.path("next").isTextual()) {
                return items;
            }
            after = "&after=" + page.path("next").textValue();
        }
    }

    /** Whether REST is there. */
    boolean answers() {
        return http.get(API + "/integrations").isOk();
    }

    JsonNode read(String path) {
        return http.read(API + path);
    }
}
