import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Watch = z.object({
  environment: z.string(),
  addresses: z.array(z.string()),
  /** Between two checks. */
  everyMinutes: z.int().positive(),
  /** Checks that failed in a row until now. */
  failures: z.int().nonnegative(),
});
export type Watch = z.infer<typeof Watch>;

export const checkHealth = defineActivity('health.check', {
  input: z.object({ addresses: z.array(z.string()) }),
  output: z.null(),
  errors: ['Unhealthy'],
  retry: { maxAttempts: 1 },
  timeout: '30s',
});

/** Nobody uses the environment any more. */
export const retired = defineSignal('retired', z.object({ by: z.string().min(1) }));

export const environmentUnhealthy = defineDomainEvent(
  'environments.unhealthy',
  z.object({ environment: z.string(), failures: z.int() }),
);

const Health = z.object({ failures: z.int().nonnegative(), lastCheck: z.string() });
export type Health = z.infer<typeof Health>;

export const healthMonitor = defineSaga('health-monitor', {
  input: Watch,
  output: z.object({ retiredBy: z.string() }),
  signals: [retired],
  view: Health,
});
