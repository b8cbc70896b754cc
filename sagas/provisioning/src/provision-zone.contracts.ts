import { defineActivity, defineSaga } from '@skald/contracts';
import { z } from 'zod';

const Zone = z.object({ environment: z.string(), zone: z.string(), database: z.string() });
export type Zone = z.infer<typeof Zone>;

const Machine = z.object({ zone: z.string(), network: z.string() });
export type Machine = z.infer<typeof Machine>;

export const attachNetwork = defineActivity('networks.attach', {
  input: Zone,
  output: z.object({ network: z.string() }),
  compensable: true,
  timeout: '1 minute',
});

export const launchMachine = defineActivity('machines.launch', {
  input: Machine,
  output: z.object({ address: z.string() }),
  errors: ['NoCapacity'],
  compensable: true,
  timeout: '5 minutes',
});

export const provisionZone = defineSaga('provision-zone', { input: Zone, output: z.object({ address: z.string() }) });
