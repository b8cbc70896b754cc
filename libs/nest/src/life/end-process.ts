import type { Log } from '@skald/ports';

/** Told when a part cannot go on; the process is to end. */
export type FatalListener = (error: Error) => void;

/** The default: an orchestrator starts a new process, and nothing is lost by it. */
export function endProcess(log: Log): FatalListener {
  return (error) => {
    log.write('error', 'this process cannot go on and ends', { error: error.message, stack: error.stack });
    process.exit(1);
  };
}
