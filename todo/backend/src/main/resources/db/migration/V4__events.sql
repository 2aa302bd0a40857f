-- One row for each change, written in the change's own transaction: the outbox (published_at is null) and the audit trail.
create table events (
  id bigint generated always as identity primary key,
  user_id text not null,
  kind text not null,
  task_id bigint not null,
  actor text not null,
  turn bigint,
  before jsonb,
  after jsonb,
  undone boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  published_at timestamptz
);
create index events_to_publish on events (id) where published_at is null;
create index events_by_user on events (user_id, id);
