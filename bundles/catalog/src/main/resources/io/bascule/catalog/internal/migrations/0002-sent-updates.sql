-- Updates sent to systems without precondition whose change streams tell what they replaced.

create table if not exists bascule_sent_update (
  intent_id varchar not null primary key,
  link_id varchar not null,
  integration varchar not null,
  type_name varchar not null,
  external_id varchar not null,
  record_id varchar not null,
  record_version bigint not null,
  idempotency_key varchar not null,
  external_version varchar,
  read_sequence bigint not null,
  sent_values varchar not null,
  read_values varchar not null,
  sent_at bigint not null,
  settled_at bigint
);
create index if not exists bascule_sent_update_by_object on bascule_sent_update (integration, type_name, external_id, intent_id);
create index if not exists bascule_sent_update_by_settling on bascule_sent_update (integration, type_name, settled_at);
