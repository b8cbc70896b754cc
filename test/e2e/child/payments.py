"""The payments queue of order-checkout, written from docs/guides/participants-in-any-language.md alone."""

import json
import os

from confluent_kafka import Consumer, Producer

brokers = os.environ["KAFKA_BROKERS"]
consumer = Consumer(
    {
        "bootstrap.servers": brokers,
        "group.id": "payments-in-python",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
)
# The default partitioner of this library is not Kafka's: the coordinator forwards, murmur2 saves the way.
producer = Producer({"bootstrap.servers": brokers, "acks": "all", "partitioner": "murmur2_random"})
consumer.subscribe(["saga.commands.payments"])
ledger = {}


def execute(command):
    if command["input"]["card"].endswith("0002"):
        return {"type": "failed", "error": {"type": "CardDeclined", "message": "the bank says no"}}
    return {"type": "completed", "output": {"id": "py-" + command["idempotencyKey"]}}


def compensate(command):
    return {"type": "completed", "output": None}


while True:
    record = consumer.poll(1.0)
    if record is None or record.error():
        continue
    command = json.loads(record.value())
    key = command["idempotencyKey"]
    if key not in ledger:
        ledger[key] = execute(command) if command["type"] == "execute" else compensate(command)
    identity = {name: command[name] for name in ("namespace", "workflowId", "run", "activityId", "attempt")}
    result = {**identity, "operation": command["type"], **ledger[key]}
    producer.produce("saga.results", key=command["workflowId"], value=json.dumps(result))
    producer.flush()
    consumer.commit(record, asynchronous=False)
