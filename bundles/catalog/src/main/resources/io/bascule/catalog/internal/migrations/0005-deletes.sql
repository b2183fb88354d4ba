-- Tombstones of records, and links whose life is over. A live link has an empty ended_key; an ended one has the moment and its id
-- there, so that both unique indexes hold among live links only, and the newest of the ended ones is the greatest.

alter table bascule_record add column if not exists deleted boolean default false not null;
alter table bascule_record add column if not exists merged_into varchar;
create index if not exists bascule_record_by_life on bascule_record (type_name, deleted, id);
drop index if exists bascule_record_by_type;
alter table bascule_history add column if not exists deleted boolean default false not null;
alter table bascule_link add column if not exists ended_key varchar default '' not null;
drop index if exists bascule_link_by_record;
drop index if exists bascule_link_by_external;
create unique index if not exists bascule_link_of_record on bascule_link (record_id, integration, ended_key);
create unique index if not exists bascule_link_of_object on bascule_link (integration, type_name, external_id, ended_key);
create index if not exists bascule_link_by_end on bascule_link (integration, type_name, ended_key);
