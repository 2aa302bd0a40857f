-- Browsers that want to be told of reminders while no page is open (Web Push). One belongs to whoever signed in there last.
create table push_subscriptions (
  endpoint text primary key,
  user_id text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default clock_timestamp()
);
create index push_subscriptions_by_user on push_subscriptions (user_id, created_at);
