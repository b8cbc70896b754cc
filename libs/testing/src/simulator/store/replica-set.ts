import type { StoredDocument } from './stored-document.js';
import { Table } from './table.js';

/** One collection: as the primary has it, as a majority of the replicas has it, and as the primary before this one knew that. */
export interface Copies {
  readonly primary: Table;
  readonly majority: Table;
  deposed: Table;
}

interface Write {
  readonly copies: Copies;
  readonly id: string;
  readonly before: StoredDocument | undefined;
  readonly after: StoredDocument | undefined;
}

/** Writes are made on the primary, and some time later a majority has them, in their order. */
export class ReplicaSet {
  private readonly collections = new Map<string, Copies>();
  private underWay: Write[] = [];
  private waiting: ((lost: boolean) => void)[] = [];

  /** `soon`: runs its task when a majority has what was written until then. */
  constructor(private readonly soon: (task: () => void) => void) {}

  collection(name: string): Copies {
    const known = this.collections.get(name);
    if (known !== undefined) return known;
    const made = { primary: new Table(), majority: new Table(), deposed: new Table() };
    this.collections.set(name, made);
    return made;
  }

  /** `after`: undefined removes. */
  write(copies: Copies, id: string, after: StoredDocument | undefined): void {
    if (this.underWay.length === 0) this.soon(() => this.commit());
    this.underWay.push({ copies, id, before: copies.primary.get(id), after });
    copies.primary.set(id, after);
  }

  /** Told once: whether nobody knows what became of all that was written until now. */
  whenMajority(told: (lost: boolean) => void): void {
    if (this.underWay.length === 0) told(false);
    else this.waiting.push(told);
  }

  get writesUnderWay(): number {
    return this.underWay.length;
  }

  /** Another primary, which has only so many of the writes under way; those it has are a majority's from then on. */
  failOver(survivors: number): void {
    for (const { copies, id, before } of this.underWay.splice(survivors).reverse()) copies.primary.set(id, before);
    for (const copies of this.collections.values()) copies.deposed = copies.majority.copy();
    this.interrupt();
    this.commit();
  }

  /** Who waits is told nothing but that. */
  interrupt(): void {
    this.tell(true);
  }

  /** A majority has all that was written until now. */
  commit(): void {
    for (const { copies, id, after } of this.underWay) copies.majority.set(id, after);
    this.underWay = [];
    this.tell(false);
  }

  private tell(lost: boolean): void {
    const all = this.waiting;
    this.waiting = [];
    for (const told of all) told(lost);
  }
}
