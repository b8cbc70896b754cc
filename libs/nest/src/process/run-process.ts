import { BusUnavailable, StoreUnavailable } from '@skald/ports';
import { BootRefused } from '../errors/boot-refused.error.js';
import { ConfigurationRefused } from '../configuration/configuration-refused.error.js';

/** Runs the main function of a process. What its user can mend is told in a few lines without a stack, and it ends with 1. */
export async function runProcess(name: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(`${name}: ${told(error)}`);
    process.exit(1);
  }
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigurationRefused) return `the configuration is wrong:\n${indented(error.problems)}`;
  if (error instanceof BootRefused) return `it cannot boot:\n${indented(error.problems)}`;
  return isForUsers(error) ? error.message : (error.stack ?? error.message);
}

/** Errors with a code of ours or of the system say what is wrong without their stack. */
function isForUsers(error: Error): boolean {
  if (error instanceof BusUnavailable || error instanceof StoreUnavailable) return true;
  return 'code' in error && typeof error.code === 'string' && /^[A-Z_]+$/.test(error.code);
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
