import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.js', import.meta.url));

/** The standalone process, as `npm run standalone` starts it, on a data folder and a port of its own. */
export class StandaloneProcess {
  readonly #ended: Promise<void>;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Resolves when it is ready. */
  static async start(dataFolder: string): Promise<StandaloneProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, SKALD_DATA_DIR: dataFolder, SKALD_HTTP_PORT: String(port), SKALD_LOG_LEVEL: 'error' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const started = new StandaloneProcess(child, port);
    await started.#ready();
    return started;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async kill9(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.#ended;
  }

  async #ready(): Promise<void> {
    for (;;) {
      if (this.child.exitCode !== null) throw new Error(`the standalone process ended with ${this.child.exitCode}`);
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => undefined);
      if (answer?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
