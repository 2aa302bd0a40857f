create extension if not exists pg_trgm;

-- What the backend knows of a person beside the sign-in. last_task_id numbers a person's tasks 1, 2, 3, ...: the numbers
-- people say in the chat, and nothing that tells how many tasks others have.
create table people (
  user_id text primary key,
  last_task_id bigint not null default 0,
  time_zone text not null default 'UTC'
);

create table tasks (
  user_id text not null,
  id bigint not null,
  title text not null check (char_length(title) between 1 and 200),
  description text check (char_length(description) <= 1000),
  completed boolean not null default false,
  completed_at timestamptz,
  priority smallint not null default 2 check (priority between 1 and 3),
  tags text[] not null default '{}',
  due_at timestamptz,
  all_day boolean not null default false,
  recurrence text,
  time_zone text not null default 'UTC',
  series_id bigint,
  remind_at timestamptz,
  reminded_at timestamptz,
  position double precision not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  search tsvector generated always as (to_tsvector('simple', title || ' ' || coalesce(description, ''))) stored,
  primary key (user_id, id)
);
create index tasks_by_status on tasks (user_id, completed, created_at desc);
create index tasks_by_due on tasks (user_id, due_at) where not completed;
create index tasks_to_remind on tasks (remind_at) where remind_at is not null and reminded_at is null and not completed;
-- Searching reads one person's tasks by the primary key and looks at each: an index over the words of everybody would cost
-- every change and save nothing.
