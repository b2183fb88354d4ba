/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.Deletes;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Finds;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.ReceivesWebhooks;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection to one Stripe account. */
final class StripeConnector
        implements Connector, Reads, Lists, Changes, Finds, Creates, Updates, Deletes, ReceivesWebhooks {
    private static final int LARGEST_PAGE = 100;

    private final StripeSettings settings;
    private final StripeClient client;
    private final StripeRecords records;
    private final StripeErrors errors;
    private final StripeEvents events;
    private final StripeSearch search;
    private final StripeWrites writes;
    private final StripeWebhooks webhooks;

    StripeConnector(
            StripeSettings settings,
            StripeClient client,
            InstantSource clock,
            Function<String, @Nullable String> webhookSecrets) {
        this.settings = settings;
        this.client = client;
        this.records = new StripeRecords(settings);
        this.errors = new StripeErrors(clock);
        this.events = new StripeEvents(client, records, errors, clock, settings);
        this.search = new StripeSearch(client, records, errors);
        this.writes = new StripeWrites(client, records, errors);
        this.webhooks = new StripeWebhooks(clock, webhookSecrets);
    }

    @Override
    public Capabilities capabilities() {
        return StripeCapabilities.of(settings);
    }

    @Override
    public void check() {
        // Every integration polls events, so a restricted key must be allowed to read them.
        HttpAnswer answer = client.get("/v1/events", Fields.EMPTY.with("limit", Value.of(1)));
        if (!answer.isSuccess()) {
            throw errors.ofRead(answer);
        }
        StripeClient.page(answer);
    }

    @Override
    public List<ReadOutcome> read(String externalType, List<String> ids) {
        StripeType type = StripeType.of(externalType);
        List<ReadOutcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            HttpAnswer answer = client.get(path(type, id), Fields.EMPTY);
            if (answer.isSuccess()) {
                outcomes.add(new ReadOutcome.Found(records.record(type, answer.json(), answer.where())));
            } else if (answer.status() == 404 && errors.isMissing(answer, "id")) {
                outcomes.add(new ReadOutcome.NotFound());
            } else {
                throw errors.ofRead(answer);
            }
        }
        return outcomes;
    }

    @Override
    public Page list(String externalType, @Nullable Position from, int limit) {
        StripeType type = StripeType.of(externalType);
        Fields query = Fields.EMPTY.with("limit", Value.of(Math.min(limit, LARGEST_PAGE)));
        if (from != null) {
            if (from.format() != EventPosition.FORMAT) {
                throw EventPosition.expired("a position of another format");
            }
            query = query.with("starting_after", Value.of(from.text()));
        }
        HttpAnswer answer = client.get(type.path(), query);
        if (from != null && errors.isMissing(answer, "starting_after")) {
            throw EventPosition.expired("an object that was deleted while the list was read");
        }
        if (!answer.isSuccess()) {
            throw errors.ofRead(answer);
        }
        StripeClient.ListPage page = StripeClient.page(answer);
        List<ExternalRecord> objects = new ArrayList<>();
        page.data().forEach(wire -> objects.add(records.record(type, wire, answer.where())));
        boolean last = !page.more() || objects.isEmpty();
        return new Page(
                objects,
                last
                        ? null
                        : new Position(
                                EventPosition.FORMAT,
                                objects.get(objects.size() - 1).id()));
    }

    @Override
    public Position latest(String externalType) {
        return events.latest(StripeType.of(externalType));
    }

    @Override
    public ChangePage changes(String externalType, Position since, int limit) {
        return events.changes(StripeType.of(externalType), since, limit);
    }

    @Override
    public List<ExternalRecord> find(String externalType, Map<String, Value> values, int limit) {
        return search.find(StripeType.of(externalType), values, limit);
    }

    @Override
    public List<WriteOutcome> create(String externalType, List<CreateItem> items) {
        StripeType type = StripeType.of(externalType);
        return StripeWrites.each(
                items,
                item -> writes.write(type, type.path(), StripeForms.create(item, settings.marker()), item.key()));
    }

    @Override
    public List<WriteOutcome> update(String externalType, List<UpdateItem> items) {
        StripeType type = StripeType.of(externalType);
        return StripeWrites.each(
                items, item -> writes.write(type, path(type, item.id()), StripeForms.update(item), item.key()));
    }

    @Override
    public List<WriteOutcome> delete(String externalType, List<DeleteItem> items) {
        StripeType type = StripeType.of(externalType);
        return StripeWrites.each(items, item -> writes.delete(type, item.id(), path(type, item.id())));
    }

    @Override
    public WebhookOutcome receive(WebhookRequest request) {
        return webhooks.receive(request);
    }

    @Override
    public void close() {
        // The HTTP client belongs to the engine, and there is nothing else to let go of.
    }

    private static String path(StripeType type, String id) {
        return type.path() + "/" + HttpCall.segment(id);
    }
}
