import { defineActivity, defineSaga } from '@skald/contracts';
import { z } from 'zod';

/** Also part of the ids of what is made. */
const Name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .meta({ examples: ['shop', 'north-1'] });

const Environment = z.object({
  /** `www` is taken. */
  name: Name,
  owner: z.string().min(1),
  /** More than 500 are not given to anybody. */
  gigabytes: z.int().positive(),
  /** In a zone that ends in `-full` there is no machine left; in one that ends in `-sick` machines do not stay well. */
  zones: z.array(Name).min(1),
});
export type Environment = z.infer<typeof Environment>;

const ReadyEnvironment = z.object({ url: z.string(), addresses: z.array(z.string()), monitor: z.string() });
export type ReadyEnvironment = z.infer<typeof ReadyEnvironment>;

const NewDatabase = z.object({ environment: z.string(), gigabytes: z.int().positive() });
export type NewDatabase = z.infer<typeof NewDatabase>;
const NewName = z.object({ environment: z.string(), addresses: z.array(z.string()) });
export type NewName = z.infer<typeof NewName>;

/** Long: it says how far it is, and another attempt goes on there. */
export const createDatabase = defineActivity('databases.create', {
  input: NewDatabase,
  output: z.object({ database: z.string() }),
  errors: ['QuotaExceeded'],
  compensable: true,
  heartbeat: '1 minute',
  deadline: '4 hours',
  compensation: { timeout: '5 minutes' },
});

export const publishName = defineActivity('names.publish', {
  input: NewName,
  output: z.object({ url: z.string() }),
  errors: ['NameTaken'],
  timeout: '30s',
});

const ProvisioningView = z.object({
  stage: z.enum(['database', 'zones', 'name', 'ready']),
  /** In the order in which they got ready. */
  readyZones: z.array(z.string()),
});
export type ProvisioningView = z.infer<typeof ProvisioningView>;

export const provisioning = defineSaga('provisioning', {
  input: Environment,
  output: ReadyEnvironment,
  view: ProvisioningView,
});
