import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';

/**
 * Pings the store and, for one of ours, writes in a database of its own as well:
 * a stand-in was seen to answer pings while every write hung.
 */
export function mongoAnswers(uri: string, withinMs: number, write: boolean): Promise<boolean> {
  const timeouts = { serverSelectionTimeoutMS: withinMs, connectTimeoutMS: withinMs, socketTimeoutMS: withinMs };
  const connection = mongoose.createConnection(uri, { ...timeouts, maxPoolSize: 1, minPoolSize: 0, autoCreate: false });
  const ask = async () => {
    await connection.asPromise();
    await connection.db!.admin().ping();
    if (write) {
      const own = connection.useDb('skald-launcher').collection<{ _id: string }>('probes');
      const _id = randomUUID();
      await own.insertOne({ _id });
      await own.deleteOne({ _id });
    }
    return true;
  };
  return within(withinMs, ask, () => connection.close(true));
}

async function within(ms: number, ask: () => Promise<boolean>, close: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)));
  try {
    return await Promise.race([ask().catch(() => false), tooLate]);
  } finally {
    clearTimeout(timer);
    const closed = close().catch(() => undefined);
    await Promise.race([closed, new Promise((resolve) => (timer = setTimeout(resolve, 500)))]);
    clearTimeout(timer);
  }
}
