import type { Log } from '@skald/ports';
import { retention } from '../../retention/retention.js';

/** Participants may have been told another time: only they know, so that it is a warning. */
export function warnOfShortRetention(keptMs: number | undefined, log: Log): void {
  const rememberedMs = retention.ledgersMs;
  if (keptMs === undefined || keptMs > rememberedMs) return;
  const message =
    'closed instances are removed before participants forget what they did: a workflowId that is started anew in between is answered with what its earlier life did';
  log.write('warn', message, { keptMs, rememberedMs });
}
