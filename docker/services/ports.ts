import { createServer } from 'node:net';

export const host = '127.0.0.1';

// Below the range from which systems take the ports of outgoing connections: a server that is down
// keeps its port free for its restart, and no client can connect to itself in the meantime.
const lowest = 20_000;
const highest = 32_000;

export async function areFree(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map(isFree))).every(Boolean);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

export async function freePorts(count: number, reserved: ReadonlySet<number> = new Set()): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries++) {
    if (tries > 1000) throw new Error(`no free port between ${lowest} and ${highest} on ${host}`);
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (!reserved.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}
