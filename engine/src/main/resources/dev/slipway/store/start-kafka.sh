#!/bin/sh
# Serves Kafka: one broker that is its own controller. What it holds lies in its volume.
set -eu
umask 077
data=/var/lib/kafka/data
cat > /tmp/server.properties <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
listeners=PLAINTEXT://:9092,INTERNAL://127.0.0.1:9094,CONTROLLER://127.0.0.1:9093
advertised.listeners=PLAINTEXT://kafka:9092,INTERNAL://localhost:9094
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=INTERNAL
log.dirs=$data
auto.create.topics.enable=true
num.partitions=1
offsets.topic.num.partitions=5
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
END
cat > /tmp/log4j2.properties <<'END'
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %p %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
END
set -- java -Xms64m -Xmx384m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp \
  -Dlog4j2.configurationFile=/tmp/log4j2.properties -cp '/usr/local/lib/kafka/lib/*'
if [ ! -f "$data/meta.properties" ]; then
  "$@" kafka.tools.StorageTool random-uuid > /tmp/cluster
  "$@" kafka.tools.StorageTool format --cluster-id "$(cat /tmp/cluster)" --config /tmp/server.properties
fi
exec "$@" kafka.Kafka /tmp/server.properties
