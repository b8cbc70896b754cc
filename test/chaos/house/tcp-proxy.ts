import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Link } from './link.ts';

/** Stands before a server, and does to its connections what networks do. */
export class TcpProxy {
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #target: number | undefined;
  #refuses = false;
  #delayMs = 0;
  #hangs = false;

  private constructor() {
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async open(): Promise<TcpProxy> {
    const proxy = new TcpProxy();
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The port that connections go to; before it is known nobody is let in. */
  leadsTo(port: number): void {
    this.#target = port;
  }

  /** Breaks connections off, those that this picks. */
  cut(picks: () => boolean = () => true): void {
    for (const link of [...this.#links]) if (picks()) link.cut();
  }

  /** Breaks all off, and lets nobody in. */
  refuse(): void {
    this.#refuses = true;
    this.cut();
  }

  /** Every piece arrives so much later, in both directions. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
    for (const link of this.#links) link.delayMs = delayMs;
  }

  /** Connections stay, also new ones, and nothing arrives until `heal`. */
  hang(): void {
    this.#hangs = true;
    for (const link of this.#links) link.hold();
  }

  /** Everything arrives again, also what was held back. */
  heal(): void {
    [this.#refuses, this.#hangs] = [false, false];
    this.slow(0);
    for (const link of this.#links) link.release();
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #accept(client: Socket): void {
    client.on('error', () => client.destroy());
    if (this.#refuses || this.#target === undefined) return void client.resetAndDestroy();
    const link = new Link(client, connect(this.#target, '127.0.0.1'), () => this.#links.delete(link));
    this.#links.add(link);
    link.delayMs = this.#delayMs;
    if (this.#hangs) link.hold();
  }
}
