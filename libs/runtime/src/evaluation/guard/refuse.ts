/**
 * Throws when saga code is running.
 * @param door the function that saga code called: the line to look at is the one that called it
 */
export type Refuse = (call: string, instead: string, door: (...args: never[]) => unknown) => void;
