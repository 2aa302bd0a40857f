-- How far the events have been carried to another system, such as Kafka: up to and with the event of this place in the order.
create table relays (
  name text primary key,
  seq bigint not null
);
create index events_in_order on events (seq) where seq is not null;
