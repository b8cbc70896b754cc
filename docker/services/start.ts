import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { sweepAbandoned } from './all-servers.ts';
import { servers } from './folders.ts';
import type { KindName, StoreName } from './kinds/kind.ts';
import { prepare } from './kinds/prepare.ts';
import { self } from './process.ts';
import { Server } from './server.ts';
import { skippable } from './unavailable.ts';

export interface KafkaOptions {
  /** Broker properties beside or instead of the launcher's. */
  properties?: Readonly<Record<string, string>>;
}

/** A server of one's own, to be stopped, killed, suspended and restarted; it ends with this process at the latest. */
export type OwnKafka = Server & { readonly brokers: string };
export type OwnStore = Server & { readonly uri: string };

export async function startKafka({ properties = {} }: KafkaOptions = {}): Promise<OwnKafka> {
  const server = await startOwn('kafka', properties);
  return Object.assign(server, { brokers: server.address! });
}

export async function startStore(name: StoreName = 'ferretdb'): Promise<OwnStore> {
  const server = await startOwn(name, {});
  return Object.assign(server, { uri: server.address! });
}

/** Why these servers cannot be started on this machine, or nothing when they can. In CI it throws instead. */
export async function missing(...names: KindName[]): Promise<string | undefined> {
  for (const name of names) {
    try {
      await prepare(name);
    } catch (error) {
      return skippable(error);
    }
  }
  return undefined;
}

async function startOwn(kind: KindName, settings: Readonly<Record<string, string>>): Promise<Server> {
  await sweepAbandoned();
  const folder = join(servers, `${kind}-${process.pid}-${randomBytes(3).toString('hex')}`);
  const server = new Server(folder, { kind, ports: [], owner: self() }, settings);
  try {
    await server.start();
  } catch (error) {
    await server.remove();
    throw error;
  }
  return server;
}
