// Appends turns of several instances at once to the file given, and says each one that is acknowledged.
import { openEmbeddedStore } from '@skald/embedded';
import type { Turn } from '@skald/engine';

const clock = { settled: () => new Promise<void>((resolve) => setImmediate(resolve)) };
const store = openEmbeddedStore({ file: process.argv[2]!, clock });

function turn(workflowId: string, seq: number): Turn {
  const event = { index: seq, type: 'SignalReceived', name: 'n', payload: 'x'.repeat(500) } as const;
  const header = { namespace: 'default', workflowId, seq, run: 0, at: seq, saga: 's', version: 1, causes: [] };
  return { ...header, applied: { topicEpoch: 0, requests: seq, results: -1 }, events: [event] };
}

async function appendForEver(workflowId: string): Promise<never> {
  for (let seq = 0; ; seq++) {
    const next = turn(workflowId, seq);
    await store.journal.append([{ turn: next, eventsJson: JSON.stringify(next.events) }]);
    process.stdout.write(`${workflowId} ${seq}\n`);
  }
}

await Promise.all(['a', 'b', 'c', 'd', 'e'].map(appendForEver)).catch((error: Error) => {
  process.stdout.write(`${error.name}: ${error.message}\n`);
});
