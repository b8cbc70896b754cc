/** The version of a saga that a start without one gets. */
export interface CurrentVersion {
  readonly saga: string;
  readonly version: number;
}

/** Which version of each saga is current: moved by an operator after a roll-out. */
export interface Versions {
  /** Of every saga whose pointer was ever moved; for any other it is the highest version that is registered. */
  current(): Promise<readonly CurrentVersion[]>;
  move(pointer: CurrentVersion): Promise<void>;
}
