-- The steps of a task: a list of {"title", "completed"} in its order. They go wherever their task goes, its history too.
alter table tasks add column subtasks jsonb not null default '[]';
