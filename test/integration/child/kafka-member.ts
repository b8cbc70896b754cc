/** A member of a consumer group in a process of its own, to be killed: tells on standard output what it is told. */
import { kafkaBus } from '@skald/kafka';
import { systemClock, systemIds } from '@skald/runtime';

const [brokers, group, topic, sessionTimeoutMs] = process.argv.slice(2);
const tell = (what: string) => process.stdout.write(`${what}\n`);
const bus = kafkaBus({
  brokers: [brokers!],
  clientId: 'member',
  clock: systemClock(),
  ids: systemIds(),
  log: { write: () => undefined },
  sessionTimeoutMs: Number(sessionTimeoutMs),
});
await bus.subscribe(
  { group: group!, topics: [topic!] },
  {
    assigned: (_, partitions) => tell(`assigned ${partitions.length}`),
    records: (_, records) => tell(`records ${records.length}`),
    crashed: (error) => tell(`crashed ${error.message}`),
  },
);
