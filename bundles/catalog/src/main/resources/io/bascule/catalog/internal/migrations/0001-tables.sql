-- The first tables. Every statement can be run again. Standard SQL that H2 and PostgreSQL take.
-- Moments are nanoseconds since 1970 (BIGINT); JSON is text. docs/tables.md tells what each column means.

create table if not exists bascule_record (
  id varchar not null primary key,
  type_name varchar not null,
  version bigint not null,
  fields varchar not null,
  origins varchar not null,
  created_at bigint not null,
  updated_at bigint not null,
  origin varchar not null,
  actor varchar not null,
  cause varchar not null
);
create index if not exists bascule_record_by_type on bascule_record (type_name, id);
create index if not exists bascule_record_by_update on bascule_record (type_name, updated_at, id);

create table if not exists bascule_record_key (
  type_name varchar not null,
  key_name varchar not null,
  key_text varchar not null,
  record_id varchar not null,
  primary key (type_name, key_name, key_text, record_id)
);
create index if not exists bascule_record_key_by_record on bascule_record_key (record_id);

-- Rows to lock by key hash.
create table if not exists bascule_key_lock (
  lock_id integer not null primary key
);
insert into bascule_key_lock (lock_id)
  select high.n * 32 + low.n
  from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31)) as high (n)
  cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31)) as low (n)
  where not exists (select 1 from bascule_key_lock there where there.lock_id = high.n * 32 + low.n);

create table if not exists bascule_history (
  record_id varchar not null,
  version bigint not null,
  changed_at bigint not null,
  origin varchar not null,
  actor varchar not null,
  cause varchar not null,
  changes varchar not null,
  primary key (record_id, version)
);

create table if not exists bascule_outbox (
  id varchar not null primary key,
  kind varchar not null,
  integration varchar,
  type_name varchar not null,
  event_key varchar not null,
  version bigint not null,
  created_at bigint not null,
  event varchar not null,
  data varchar not null
);
create index if not exists bascule_outbox_by_age on bascule_outbox (created_at, id);
create index if not exists bascule_outbox_by_key on bascule_outbox (event_key, kind);

create table if not exists bascule_link (
  id varchar not null primary key,
  integration varchar not null,
  type_name varchar not null,
  record_id varchar,
  external_id varchar,
  state varchar not null,
  revision bigint not null,
  record_version bigint not null,
  external_version varchar,
  effect_sequence bigint not null,
  effect_at bigint,
  pairs varchar not null,
  flips integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index if not exists bascule_link_by_record on bascule_link (record_id, integration);
create unique index if not exists bascule_link_by_external on bascule_link (integration, type_name, external_id);
create index if not exists bascule_link_by_type on bascule_link (integration, type_name, id);
create index if not exists bascule_link_by_effect on bascule_link (integration, effect_sequence);

create table if not exists bascule_work (
  link_id varchar not null primary key,
  integration varchar not null,
  type_name varchar not null,
  revision bigint not null,
  wanted_version bigint not null,
  observation varchar,
  state varchar not null,
  code varchar,
  reason varchar,
  attempts integer not null,
  next_at bigint not null,
  due_at bigint,
  since_at bigint not null,
  epoch bigint not null
);
create index if not exists bascule_work_by_due on bascule_work (integration, due_at, link_id);

create table if not exists bascule_intent (
  id varchar not null primary key,
  link_id varchar not null,
  integration varchar not null,
  type_name varchar not null,
  action varchar not null,
  external_id varchar,
  fields varchar not null,
  expected_version varchar,
  before_fields varchar not null,
  idempotency_key varchar not null,
  record_version bigint not null,
  catalog_values varchar not null,
  connector_version varchar not null,
  created_at bigint not null,
  attempts integer not null,
  last_attempt_at bigint,
  epoch bigint not null
);
create unique index if not exists bascule_intent_by_link on bascule_intent (link_id);
create index if not exists bascule_intent_by_integration on bascule_intent (integration, id);

create table if not exists bascule_key_claim (
  integration varchar not null,
  type_name varchar not null,
  key_name varchar not null,
  key_text varchar not null,
  link_id varchar not null,
  primary key (integration, type_name, key_name, key_text)
);
create index if not exists bascule_key_claim_by_link on bascule_key_claim (link_id);

create table if not exists bascule_conflict (
  id varchar not null primary key,
  link_id varchar not null,
  integration varchar not null,
  type_name varchar not null,
  record_id varchar not null,
  path varchar not null,
  base_value varchar,
  catalog_value varchar not null,
  external_value varchar not null,
  policy varchar not null,
  winner varchar not null,
  found_at bigint not null,
  record_version bigint not null
);
create index if not exists bascule_conflict_by_link on bascule_conflict (link_id, winner, id);

create table if not exists bascule_position (
  integration varchar not null,
  stream varchar not null,
  format integer not null,
  place varchar not null,
  taken_at bigint not null,
  epoch bigint not null,
  primary key (integration, stream)
);

create table if not exists bascule_webhook_event (
  integration varchar not null,
  event_id varchar not null,
  received_at bigint not null,
  primary key (integration, event_id)
);
create index if not exists bascule_webhook_event_by_age on bascule_webhook_event (received_at);

create table if not exists bascule_lease (
  name varchar not null primary key,
  holder varchar,
  epoch bigint not null,
  until_at bigint not null
);
