-- What a person decided about a conflict.

alter table bascule_conflict add column if not exists resolved_winner varchar;
alter table bascule_conflict add column if not exists resolved_by varchar;
alter table bascule_conflict add column if not exists resolved_at bigint;
alter table bascule_conflict add column if not exists resolved_tried boolean;
create index if not exists bascule_conflict_by_winner on bascule_conflict (winner, id);
