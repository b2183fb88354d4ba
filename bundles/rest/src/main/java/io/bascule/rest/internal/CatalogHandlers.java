/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.sync.SyncStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and changes records. */
final class CatalogHandlers {
    private static final String CAUSE = "rest";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Catalog catalog;
    private final EntityTypes types;
    private final SyncStatus sync;

    CatalogHandlers(Catalog catalog, EntityTypes types, SyncStatus sync) {
        this.catalog = catalog;
        this.types = types;
        this.sync = sync;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/catalog/{type}", Scope.READ, this::list),
                Route.of("POST", "/catalog/{type}", Scope.CATALOG, this::create),
                Route.of("GET", "/catalog/{type}/{id}", Scope.READ, this::read),
                Route.of("PATCH", "/catalog/{type}/{id}", Scope.CATALOG, this::patch),
                Route.of("DELETE", "/catalog/{type}/{id}", Scope.CATALOG, this::delete),
                Route.of("POST", "/catalog/{type}/{id}:restore", Scope.CATALOG, this::restore),
                Route.of("GET", "/catalog/{type}/{id}/history", Scope.READ, this::history),
                Route.of("GET", "/catalog/{type}/{id}/links", Scope.READ, this::links));
    }

    private Answer list(Request request) {
        EntityType type = type(request);
        if (request.query().find("key").isPresent()) {
            return Answer.json(200, page(new KeyQuery(type, request.query()).find(catalog), null));
        }
        request.query().allowOnly("limit", "after", "key");
        int limit = Parameters.limit(request);
        List<CatalogRecord> records = catalog.page(type.name(), Parameters.after(request), limit);
        String next =
                records.size() < limit ? null : records.get(records.size() - 1).id();
        return Answer.json(200, page(records, next));
    }

    private Answer create(Request request) {
        EntityType type = type(request);
        request.query().allowOnly();
        Fields fields = fieldsOf(JsonBody.read(request, Answer.JSON));
        CatalogRecord created = catalog.create(type.name(), fields, request.actor(), CAUSE);
        return answer(201, created)
                .with("Location", Whiteboard.PATH + "/catalog/" + created.type() + "/" + created.id());
    }

    private Answer read(Request request) {
        request.query().allowOnly();
        CatalogRecord record = record(request);
        if (record.deleted()) {
            throw gone(record);
        }
        if (Versions.unchanged(request, record.version())) {
            return Answer.empty(304).with("ETag", Versions.tag(record.version()));
        }
        return answer(200, record);
    }

    private Answer patch(Request request) {
        EntityType type = type(request);
        request.query().allowOnly();
        String id = Parameters.id(request, "id");
        Long expected = Versions.expected(request);
        Fields patch = JsonBody.read(request, MERGE_PATCH, Answer.JSON);
        return answer(200, catalog.patch(type.name(), id, patch, expected, request.actor(), CAUSE));
    }

    private Answer delete(Request request) {
        EntityType type = type(request);
        request.query().allowOnly();
        String id = Parameters.id(request, "id");
        CatalogRecord tombstone = catalog.delete(type.name(), id, Versions.expected(request), request.actor(), CAUSE);
        return Answer.empty(204).with("ETag", Versions.tag(tombstone.version()));
    }

    private Answer restore(Request request) {
        EntityType type = type(request);
        request.query().allowOnly();
        String id = Parameters.id(request, "id");
        return answer(200, catalog.restore(type.name(), id, Versions.expected(request), request.actor(), CAUSE));
    }

    private static HttpProblem gone(CatalogRecord tombstone) {
        String into = tombstone.mergedInto();
        String detail = into == null
                ? "The " + tombstone.type() + " " + tombstone.id() + " was deleted at " + tombstone.updated() + " by "
                        + tombstone.actor() + ". Its history stays; POST to " + tombstone.id()
                        + ":restore with this answer's ETag in If-Match brings it back."
                : "The " + tombstone.type() + " " + tombstone.id() + " was merged into " + into + ". Use that one.";
        HttpProblem gone =
                new HttpProblem(410, "record-deleted", detail).withHeader("ETag", Versions.tag(tombstone.version()));
        return into == null
                ? gone
                : gone.withHeader(
                        "Link",
                        "<" + Whiteboard.PATH + "/catalog/" + tombstone.type() + "/" + into
                                + ">; rel=\"successor-version\"");
    }

    private Answer history(Request request) {
        request.query().allowOnly();
        CatalogRecord record = record(request);
        List<Map<String, Object>> items = catalog.history(record.type(), record.id()).stream()
                .map(RecordJson::of)
                .toList();
        return Answer.json(200, Map.of("items", items));
    }

    private Answer links(Request request) {
        request.query().allowOnly();
        CatalogRecord record = record(request);
        return Answer.json(
                200,
                Map.of(
                        "items",
                        sync.links(record.id()).stream().map(RecordJson::of).toList()));
    }

    private EntityType type(Request request) {
        String name = request.variable("type");
        return types.find(name)
                .orElseThrow(() -> HttpProblem.notFound("There is no entity type " + Shown.of(name) + ". Known: "
                        + String.join(
                                ", ", types.all().stream().map(EntityType::name).toList())
                        + "."));
    }

    private CatalogRecord record(Request request) {
        String type = type(request).name();
        String id = Parameters.id(request, "id");
        return catalog.find(type, id)
                .orElseThrow(() -> new HttpProblem(
                        404, "record-not-found", "There is no " + type + " with the id " + Shown.of(id) + "."));
    }

    private static Fields fieldsOf(Fields body) {
        List<FieldError> errors = new ArrayList<>();
        for (String name : body.asMap().keySet()) {
            if (!name.equals("fields")) {
                errors.add(new FieldError(name, "unknown member; expected only \"fields\""));
            }
        }
        if (errors.isEmpty() && body.get("fields") instanceof Value.Struct struct) {
            return struct.fields();
        }
        if (!(body.get("fields") instanceof Value.Struct)) {
            errors.add(new FieldError("fields", "required: an object with the record's fields"));
        }
        throw new HttpProblem(400, "body-malformed", "The body must be {\"fields\": {...}} and nothing more.")
                .withErrors(errors);
    }

    private static Map<String, @Nullable Object> page(List<CatalogRecord> records, @Nullable String next) {
        return Parameters.page(records.stream().map(RecordJson::of).toList(), next);
    }

    private static Answer answer(int status, CatalogRecord record) {
        return Answer.json(status, RecordJson.of(record)).with("ETag", Versions.tag(record.version()));
    }
}
