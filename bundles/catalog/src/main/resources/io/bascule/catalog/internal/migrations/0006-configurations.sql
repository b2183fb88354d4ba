-- Every version of configuration that was accepted; the newest of each is the one in effect.

create table if not exists bascule_configuration (
  pid varchar not null,
  version bigint not null,
  accepted_at bigint not null,
  source varchar not null,
  actor varchar not null,
  content varchar not null,
  content_hash varchar not null,
  primary key (pid, version)
);
