-- Only for PostgreSQL, beside the indexes of before. At SERIALIZABLE a look-up by a B-tree is in the way of every write into the
-- same page of it, and as ids grow with time all of them are made in the last page; a hash spreads them.

create index if not exists bascule_record_lookup on bascule_record using hash (id);
create index if not exists bascule_record_key_lookup on bascule_record_key using hash (key_text);
create index if not exists bascule_record_key_lookup_by_record on bascule_record_key using hash (record_id);
create index if not exists bascule_outbox_lookup on bascule_outbox using hash (id);
create index if not exists bascule_outbox_lookup_by_key on bascule_outbox using hash (event_key);
create index if not exists bascule_link_lookup on bascule_link using hash (id);
create index if not exists bascule_link_lookup_by_record on bascule_link using hash (record_id);
create index if not exists bascule_link_lookup_by_external on bascule_link using hash (external_id);
create index if not exists bascule_work_lookup on bascule_work using hash (link_id);
create index if not exists bascule_intent_lookup on bascule_intent using hash (id);
create index if not exists bascule_intent_lookup_by_link on bascule_intent using hash (link_id);
create index if not exists bascule_sent_update_lookup on bascule_sent_update using hash (external_id);
create index if not exists bascule_key_claim_lookup on bascule_key_claim using hash (key_text);
create index if not exists bascule_key_claim_lookup_by_link on bascule_key_claim using hash (link_id);
create index if not exists bascule_conflict_lookup_by_link on bascule_conflict using hash (link_id);
create index if not exists bascule_webhook_event_lookup on bascule_webhook_event using hash (event_id);
