-- Events get their place in the order in which they are told when they are told, one publisher at a time: a number taken at
-- insert could be overtaken by a later one that commits first, and whoever resumes after that would miss it.
create sequence event_order;
alter table events add column seq bigint;
create unique index events_by_user_order on events (user_id, seq) where seq is not null;
create index events_untold on events (id) where seq is null;
drop index events_to_publish;

-- Until when the replica that took a message is at work on it, where that is not over in one transaction.
alter table messages add column working_until timestamptz;
