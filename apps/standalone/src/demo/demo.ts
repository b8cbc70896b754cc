import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToldEvent } from './gateway.js';
import { Gateway } from './gateway.js';
import { StandaloneProcess } from './standalone-process.js';
import { tell } from './tell.js';

const order = (orderId: string, total: number, card: string) => ({
  orderId,
  customer: 'ana',
  lines: [{ sku: 'harp', quantity: 1 }],
  total,
  card,
});

/** Tells what is new in a history until an event of this type stands there; returns how far it was told. */
async function follow(gateway: Gateway, workflowId: string, until: ToldEvent['type'], told = 0): Promise<number> {
  for (let next = told; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const events = await gateway.history(workflowId);
    for (const event of events.slice(next)) console.log(tell(event));
    next = Math.max(next, events.length);
    if (events.slice(told).some((event) => event.type === until)) return next;
  }
}

const folder = await mkdtemp(join(tmpdir(), 'skald-demo-'));
let running = await StandaloneProcess.start(folder);
try {
  let gateway = new Gateway(running.port);
  console.log(`Skald runs as process ${running.pid}, with everything it knows in ${folder}.\n`);

  console.log('1. An order that goes well.');
  await gateway.start('order-checkout', 'order-1', order('order-1', 120, '4242424242424242'));
  await follow(gateway, 'order-1', 'SagaCompleted');

  console.log('\n2. An order whose card is declined: the stock that was reserved is released.');
  await gateway.start('order-checkout', 'order-2', order('order-2', 80, '4000000000000002'));
  await follow(gateway, 'order-2', 'SagaCompensated');

  console.log('\n3. A large order waits for approval, and its process is killed meanwhile.');
  await gateway.start('order-checkout', 'order-3', order('order-3', 2_500, '4242424242424242'));
  const told = await follow(gateway, 'order-3', 'TimerStarted');
  const killed = running.pid;
  await running.kill9();
  console.log(`    --- kill -9 ${killed} ---`);
  running = await StandaloneProcess.start(folder);
  console.log(`    --- process ${running.pid} reads the journal: ${told} events; the saga stands where it stood ---`);
  gateway = new Gateway(running.port);
  await gateway.signal('order-3', 'approve', { by: 'bo' });
  await follow(gateway, 'order-3', 'SagaCompleted', told);

  console.log('\nOne order completed, one undone, one resumed after kill -9.');
} finally {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
}
