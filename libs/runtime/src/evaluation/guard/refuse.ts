/** Throws when saga code is running. */
export type Refuse = (call: string, instead: string) => void;
