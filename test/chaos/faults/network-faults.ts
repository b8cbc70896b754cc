import { setTimeout as passes } from 'node:timers/promises';
import type { TcpProxy } from '../house/tcp-proxy.ts';
import type { Fault, Scene } from './fault.ts';

type Way = (scene: Scene) => readonly TcpProxy[];

export const toBroker: Way = ({ house }) => [house.broker];

/** Of one process, so that others take over from it, or of all. */
export const toStore: Way = ({ house, random }) => {
  const all = house.residents.map(({ store }) => store);
  return random.chance(0.3) ? all : [random.pick(all)];
};

export const cut =
  (way: Way): Fault =>
  (scene) => {
    const share = scene.random.pick([0.3, 1]);
    for (const proxy of way(scene)) proxy.cut(() => scene.random.chance(share));
    return Promise.resolve(true);
  };

/** For so long; two of them on one way end with the first. */
const lasting =
  (strike: (proxy: TcpProxy, scene: Scene) => void, longestMs: number) =>
  (way: Way): Fault =>
  async (scene) => {
    const forMs = scene.random.integer(500, longestMs);
    const proxies = way(scene);
    for (const proxy of proxies) strike(proxy, scene);
    await passes(forMs);
    for (const proxy of proxies) proxy.heal();
    return true;
  };

export const refused = lasting((proxy) => proxy.refuse(), 6_000);
export const hung = lasting((proxy) => proxy.hang(), 9_000);
export const slowed = lasting((proxy, { random }) => proxy.slow(random.integer(20, 400)), 6_000);
