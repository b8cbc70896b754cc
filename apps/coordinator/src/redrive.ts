import 'reflect-metadata';
import { kafkaBus } from '@skald/kafka';
import { pinoLog, readConfiguration, runProcess } from '@skald/nest';
import { redrive, systemClock, systemIds } from '@skald/runtime';
import { redriveOptions } from './redrive-options.js';
import { variablesOfRedrive } from './variables.js';

await runProcess('redrive', async () => {
  const options = redriveOptions(process.argv.slice(2));
  const environment = readConfiguration(process.env, variablesOfRedrive);
  const surroundings = {
    clock: systemClock(),
    ids: systemIds(),
    log: pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'redrive' }),
  };
  const bus = kafkaBus({ ...surroundings, brokers: environment.KAFKA_BROKERS, clientId: 'skald-redrive' });
  try {
    const { sent, left } = await redrive({ bus, ...surroundings, ...options });
    const others = [...left].map(([reason, count]) => `${count} ${reason}`).join(', ');
    console.log(`${sent} sent to ${options.topic} again${others === '' ? '' : `; there stay ${others}`}`);
  } finally {
    await bus.close();
  }
});
