import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';

export interface HealthServer {
  readonly port: number;
  /** From now on readiness and metrics are the application's; before it the process lives and is not ready. */
  watch(application: { readonly health: Health; readonly metrics: Metrics }): void;
  close(): Promise<void>;
}

export interface HealthAddress {
  /** 0 takes a free one; left out: 9090, or a free one where that is taken. */
  readonly port: number | undefined;
  readonly host: string;
}

const usualPort = 9_090;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Health and metrics of a process that has no other HTTP. Answers while the application is still being put together. */
export async function openHealthServer({ port, host }: HealthAddress): Promise<HealthServer> {
  let application: { readonly health: Health; readonly metrics: Metrics } | undefined;

  const answer = async (path: string): Promise<Answer> => {
    switch (path) {
      case '/health/live':
        return json(200, { status: 'ok' });
      case '/health/ready': {
        const { ready, problems } = (await application?.health.ready()) ?? { ready: false, problems: ['booting'] };
        return json(ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', problems });
      }
      case '/metrics':
        if (application === undefined) return json(503, { status: 'unavailable', problems: ['booting'] });
        return { status: 200, type: application.metrics.contentType, body: await application.metrics.text() };
      default:
        return json(404, { code: 'NOT_FOUND', message: 'here are /health/live, /health/ready and /metrics' });
    }
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    void answer(path)
      .catch((error: unknown) => json(500, { code: 'INTERNAL', message: String(error) }))
      .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body));
  });
  const bound = await (port === undefined ? listenNearUsual(server, host) : listen(server, port, host));
  return {
    port: bound,
    watch: (watched) => {
      application = watched;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Two processes on one machine need no configuration. */
async function listenNearUsual(server: Server, host: string): Promise<number> {
  try {
    return await listen(server, usualPort, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return listen(server, 0, host);
  }
}
