create table conversations (
  id bigint generated always as identity primary key,
  user_id text not null,
  title text not null,
  pending jsonb,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index conversations_by_user on conversations (user_id, updated_at desc);

create table messages (
  id bigint generated always as identity primary key,
  conversation_id bigint not null references conversations (id) on delete cascade,
  user_id text not null,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  tool_calls jsonb not null default '[]',
  engine text,
  request_key text,
  answers bigint references messages (id) on delete cascade,
  created_at timestamptz not null default clock_timestamp()
);
create index messages_by_conversation on messages (conversation_id, id);
-- A request sent again with the same Idempotency-Key finds its first message, whichever replica took it.
create unique index messages_by_request on messages (user_id, request_key) where request_key is not null;
create unique index messages_by_question on messages (answers) where answers is not null;
