export type KindName = 'kafka' | 'ferretdb' | 'memory';
export type StoreName = 'ferretdb' | 'memory';

export interface Place {
  /** For configuration. */
  folder: string;
  /** For what must outlive the process; empty at the first start. */
  data: string;
  ports: readonly number[];
  /** Settings of the caller, in the server's own words. */
  settings: Readonly<Record<string, string>>;
}

/** A server that can run on this machine without a container engine. */
export interface Kind {
  readonly name: KindName;
  readonly told: string;
  /** How many ports it needs; the first one is the address. */
  readonly ports: number;
  readonly startsWithinMs: number;
  /** Builds or fetches what is not there yet. */
  prepare(): Promise<void>;
  /** Writes its configuration and says how it is run. */
  program(place: Place): Promise<{ file: string; args: string[] }>;
  address(port: number): string;
  answers(address: string, withinMs: number): Promise<boolean>;
}
