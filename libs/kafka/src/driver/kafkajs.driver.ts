import type { KafkaDriver } from './driver.js';
import { kafkajsAdmin } from './kafkajs.admin.js';
import { registerZstd } from './kafkajs.compression.js';
import { KafkajsConsumer } from './kafkajs.consumer.js';
import type { KafkajsOptions } from './kafkajs.options.js';
import { kafkajsProducer } from './kafkajs.producer.js';
import { repairKafkajs } from './kafkajs.repairs.js';

/** The driver on kafkajs 2.2.4. */
export function kafkajsDriver(options: KafkajsOptions): KafkaDriver {
  repairKafkajs();
  registerZstd();
  return {
    producer: () => kafkajsProducer(options),
    admin: () => kafkajsAdmin(options),
    consumer: (consumer, handlers) => new KafkajsConsumer(options, consumer, handlers),
  };
}
