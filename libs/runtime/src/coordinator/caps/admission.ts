import { parseInstanceKey } from '@skald/contracts';
import type { Cancel, Clock, Ids, Instances, Log } from '@skald/ports';
import { backOffMs, defaultBackOff } from '../../clock/back-off.js';
import type { NamespaceCaps } from './namespace-caps.js';
import { capOf } from './namespace-caps.js';
import { TokenBucket } from './token-bucket.js';

/** What the owner before had not stored comes again by then, and is stored. */
const countAgainMs = 60_000;

export interface AdmissionOptions {
  readonly caps: NamespaceCaps;
  readonly instances: Instances;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Which instances are ours, and how many of all partitions that is. */
  readonly ownership: {
    readonly buckets: number[];
    readonly count: number;
    readonly partitions: number;
    readonly owns: (instance: string) => boolean;
  };
  /** Resolves when our own projections are stored. */
  readonly stored: () => Promise<void>;
}

/** Of one start: there is room, until its turn is durable or will not be; or there is none. */
export type Place =
  | { readonly kind: 'taken'; readonly leave: (began: boolean) => void }
  | { readonly kind: 'none'; readonly why: string };

interface Namespace {
  /** As the journal has it. */
  open: number;
  /** Places of starts that are not durable yet. */
  taken: number;
  readonly bucket: TokenBucket;
}

/** Keeps the caps of namespaces: this owner's share of them, by the partitions it has. */
export class Admission {
  readonly #namespaces = new Map<string, Namespace>();
  /** What opened and closed since the store was asked. */
  #changes = new Map<string, number>();
  #counting: Promise<void> = Promise.resolve();
  #counts = 0;
  #again: Cancel | undefined;
  #closed = false;

  constructor(private readonly options: AdmissionOptions) {}

  /** A new assignment: what is open in its buckets is counted, and starts wait for it. */
  assigned(): void {
    if (!this.#countsOpen || this.#closed) return;
    this.#count();
    this.#again?.();
    this.#again = this.options.clock.after(countAgainMs, () => this.#count());
  }

  close(): void {
    this.#closed = true;
    this.#again?.();
  }

  /** Undefined: this namespace has no cap. */
  async place(name: string): Promise<Place | undefined> {
    const { caps, clock } = this.options;
    const { openInstances, startsPerSecond } = capOf(caps, name);
    if (openInstances === undefined && startsPerSecond === undefined) return undefined;
    if (openInstances !== undefined) await this.#counted();
    const namespace = this.#namespace(name);
    const open = openInstances === undefined ? Infinity : Math.max(1, Math.floor(this.#share(openInstances)));
    if (namespace.open + namespace.taken >= open) return none(name, 'openInstances', openInstances, open);
    if (startsPerSecond !== undefined) {
      const rate = this.#share(startsPerSecond);
      if (!namespace.bucket.take(clock.now(), rate)) return none(name, 'startsPerSecond', startsPerSecond, rate);
    }
    namespace.taken += 1;
    const leave = (began: boolean): void => {
      namespace.taken -= 1;
      if (!began) namespace.bucket.giveBack();
    };
    return { kind: 'taken', leave };
  }

  /** A durable turn opened an instance, or closed it. Only its owner counts it. */
  changed(instance: string, wasOpen: boolean, isOpen: boolean): void {
    if (wasOpen === isOpen || !this.options.ownership.owns(instance)) return;
    const name = parseInstanceKey(instance).namespace;
    if (capOf(this.options.caps, name).openInstances === undefined) return;
    const change = isOpen ? 1 : -1;
    const namespace = this.#namespace(name);
    namespace.open += change;
    this.#changes.set(name, (this.#changes.get(name) ?? 0) + change);
  }

  get #countsOpen(): boolean {
    const { openInstances, of = {} } = this.options.caps;
    return openInstances !== undefined || Object.values(of).some((cap) => cap.openInstances !== undefined);
  }

  #share(cap: number): number {
    const { count, partitions } = this.options.ownership;
    return (cap * count) / partitions;
  }

  #namespace(name: string): Namespace {
    let namespace = this.#namespaces.get(name);
    if (namespace === undefined)
      this.#namespaces.set(name, (namespace = { open: 0, taken: 0, bucket: new TokenBucket() }));
    return namespace;
  }

  async #counted(): Promise<void> {
    for (let counting; counting !== this.#counting;) await (counting = this.#counting);
  }

  #count(): void {
    this.#counts += 1;
    this.#counting = this.#countAs(this.#counts);
  }

  /** Until the store answers, or another count takes its place. */
  async #countAs(count: number): Promise<void> {
    const { instances, ownership, stored, clock, ids, log } = this.options;
    for (let failures = 0; count === this.#counts && !this.#closed;) {
      try {
        await stored();
        this.#changes = new Map();
        const found = await instances.openByNamespace(ownership.buckets);
        if (count !== this.#counts) return;
        for (const namespace of this.#namespaces.values()) namespace.open = 0;
        for (const { namespace, open } of found) this.#namespace(namespace).open = open;
        for (const [name, change] of this.#changes) this.#namespace(name).open += change;
        return;
      } catch (error) {
        failures += 1;
        log.write('warn', 'open instances could not be counted; trying again', { error: String(error) });
        await new Promise<void>((resolve) => clock.after(backOffMs(defaultBackOff, failures, ids), resolve));
      }
    }
  }
}

function none(namespace: string, cap: string, all: number | undefined, here: number): Place {
  const share = here === all ? '' : `, ${here} of them at this coordinator`;
  return { kind: 'none', why: `namespace ${namespace} is at its cap: ${cap} ${all}${share}; try again later` };
}
