import 'reflect-metadata';
import { kafkaBus } from '@skald/kafka';
import { pinoLog, readConfiguration, runProcess, whenThere } from '@skald/nest';
import { systemClock, systemIds, topicNames } from '@skald/runtime';
import { allTopics } from './all-topics.js';
import { loadSagas } from './load-sagas.js';
import { variablesOfTopics } from './variables.js';

await runProcess('topics', async () => {
  const environment = readConfiguration(process.env, variablesOfTopics);
  const surroundings = {
    clock: systemClock(),
    ids: systemIds(),
    log: pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'topics' }),
  };
  const sagas = await loadSagas(environment.SKALD_MODULES);
  const names = topicNames(environment.SKALD_TOPIC_PREFIX);
  const wanted = allTopics(names, environment.SKALD_PARTITIONS, sagas, environment.SKALD_QUEUES);
  const bus = kafkaBus({ ...surroundings, brokers: environment.KAFKA_BROKERS, clientId: 'skald-topics' });
  try {
    const created = new Set(await whenThere('Kafka', () => bus.createTopics(wanted), surroundings));
    for (const { topic, partitions } of wanted) {
      console.log(`${topic} ${created.has(topic) ? `created with ${partitions} partitions` : 'is there'}`);
    }
  } finally {
    await bus.close();
  }
});
