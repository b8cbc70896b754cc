import { BusUnavailable } from '@skald/ports';
import { DriverError } from './driver/driver.error.js';

/** An answer of the cluster: what may be tried again becomes BusUnavailable, what is wrong for good is thrown as it is. */
export async function asked<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BusUnavailable) throw error;
    if (error instanceof DriverError && (error.kind === 'fatal' || error.kind === 'refused')) throw error;
    throw new BusUnavailable(`${what}: ${(error as Error).message}`, { cause: error });
  }
}
