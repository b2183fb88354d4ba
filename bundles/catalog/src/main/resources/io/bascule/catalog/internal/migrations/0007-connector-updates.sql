-- Which build of its connector each integration is bound to, and how it came to be.

create table if not exists bascule_connector_binding (
  integration varchar not null primary key,
  kind varchar not null,
  version varchar not null,
  since_at bigint not null,
  epoch bigint not null
);
create table if not exists bascule_connector_update (
  id varchar not null primary key,
  integration varchar not null,
  kind varchar not null,
  from_version varchar not null,
  to_version varchar not null,
  begun_at bigint not null,
  effect_sequence bigint not null,
  outcome varchar not null,
  reason varchar,
  ended_at bigint,
  effects varchar not null
);
create index if not exists bascule_connector_update_of on bascule_connector_update (integration, id);
