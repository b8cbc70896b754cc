"""A bank that has answered requests on topics for years and has never heard of sagas."""

import json
import os

from confluent_kafka import Consumer, Producer

brokers = os.environ["KAFKA_BROKERS"]
consumer = Consumer({"bootstrap.servers": brokers, "group.id": "bank", "auto.offset.reset": "earliest"})
producer = Producer({"bootstrap.servers": brokers})
consumer.subscribe(["bank.requests"])

while True:
    record = consumer.poll(1.0)
    if record is None or record.error():
        continue
    request = json.loads(record.value())
    declined = request["kind"] == "CHARGE" and request["card"].endswith("0002")
    reply = {"status": "DECLINED"} if declined else {"status": "OK", "booking": "b-" + request["reference"]}
    correlation = [(name, value) for name, value in record.headers() or [] if name == "correlation-id"]
    producer.produce("bank.replies", key=record.key(), value=json.dumps(reply), headers=correlation)
    producer.flush()
