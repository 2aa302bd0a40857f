-- The client's name for the request that made a task: the same request sent again, after an answer that was lost, finds it.
alter table tasks add column request_key text;
create unique index tasks_by_request on tasks (user_id, request_key) where request_key is not null;
