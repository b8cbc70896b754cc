import { z } from 'zod';
import { duration, flag, list, orElse, text, whole } from './text-schemas.js';
import { variable } from './variable.js';

const port = 'a port, 0 to 65535; 0 takes a free one';

/** Every environment variable of our processes; docs/guides/configuration.md tells the same. */
export const variables = {
  KAFKA_BROKERS: variable({
    schema: orElse(list(/^[A-Za-z0-9._-]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/), 'localhost:9092'),
    expects: 'host:port, several with commas between them',
    defaultText: 'localhost:9092',
    about: 'Where Kafka is found.',
  }),
  MONGODB_URI: variable({
    schema: orElse(text(/^mongodb(\+srv)?:\/\/.+/), 'mongodb://localhost:27017/skald'),
    expects: 'mongodb://host:port/database',
    defaultText: 'mongodb://localhost:27017/skald',
    about: 'Where MongoDB is found, and the database; `skald` where it names none.',
    secret: true,
  }),
  SKALD_TOPIC_PREFIX: variable({
    schema: orElse(text(/^[A-Za-z0-9._-]{0,100}$/), 'saga.'),
    expects: 'up to 100 letters, digits, ., _ and -',
    defaultText: 'saga.',
    about: 'Of every topic but those of domain events.',
  }),
  SKALD_PARTITIONS: variable({
    schema: orElse(
      whole(1, 512).refine((count) => Number.isInteger(Math.log2(count))),
      '8',
    ),
    expects: 'a power of two from 1 to 512',
    defaultText: '8',
    about:
      'Partitions of topics that are created; existing ones are left as they are. Take 64 in production: the number changes only by a drain.',
  }),
  SKALD_GROUP: variable({
    schema: text(/^[A-Za-z0-9._-]{1,200}$/).optional(),
    expects: 'letters, digits, ., _ and -',
    defaultText: '`skald-coordinator`, `skald-participants`',
    about: 'Consumer group of this process; a worker adds `.<queue>`.',
  }),
  SKALD_TOPIC_EPOCH: variable({
    schema: orElse(whole(0, 1_000_000), '0'),
    expects: 'a whole number from 0 on',
    defaultText: '0',
    about: 'Raise it by one whenever the inbound topics were recreated or repartitioned.',
  }),
  SKALD_CREATE_TOPICS: variable({
    schema: orElse(flag, 'true'),
    expects: 'true or false',
    defaultText: 'true',
    about: 'Whether missing topics are created; else `npm run topics` does it.',
  }),
  SKALD_REPLY_TOPICS: variable({
    schema: orElse(z.union([z.literal('').transform(() => []), list(/^[A-Za-z0-9._-]{1,249}$/)]), ''),
    expects: 'names of topics with commas between them',
    defaultText: 'none',
    about: 'Topics that a request may name in `replyTo`, besides `saga.replies`.',
  }),
  SKALD_CACHE_BYTES: variable({
    schema: orElse(whole(0, 2 ** 40), String(256 * 1024 * 1024)),
    expects: 'a whole number of bytes; 0 replays every turn',
    defaultText: '268435456',
    about: 'Memory for suspended sagas of a coordinator.',
  }),
  SKALD_INTAKE_BYTES: variable({
    schema: orElse(whole(1, 2 ** 40), String(64 * 1024 * 1024)),
    expects: 'a whole number of bytes from 1 on',
    defaultText: '67108864',
    about: 'Records that a coordinator may have in hand before it takes in no more.',
  }),
  SKALD_STALL_RETRIES: variable({
    schema: orElse(whole(0, 100), '5'),
    expects: 'a whole number from 0 to 100',
    defaultText: '5',
    about: 'Further tries of an instance whose evaluation ended its process, before it is parked.',
  }),
  SKALD_NAMESPACE_OPEN_INSTANCES: variable({
    schema: whole(1, 1_000_000_000).optional(),
    expects: 'a whole number from 1 on',
    defaultText: 'no cap',
    about: 'Open instances a namespace may have, over all coordinators; a start beyond is refused.',
  }),
  SKALD_NAMESPACE_STARTS_PER_SECOND: variable({
    schema: whole(1, 1_000_000).optional(),
    expects: 'a whole number from 1 on',
    defaultText: 'no cap',
    about: 'Starts a namespace may have in a second, over all coordinators; a start beyond is refused.',
  }),
  SKALD_SESSION_TIMEOUT_MS: variable({
    schema: orElse(whole(1_000, 300_000), '10000'),
    expects: 'milliseconds, 1000 to 300000',
    defaultText: '10000',
    about: 'A process that Kafka does not hear of for so long loses its partitions to another one.',
  }),
  SKALD_RETENTION: variable({
    schema: orElse(duration, '30 days'),
    expects: "a duration such as '30 days' or '12h'",
    defaultText: '30 days',
    about:
      'How long a closed instance is kept; up to 14 days participants still know its activities, which is warned of.',
  }),
  SKALD_MODULES: variable({
    schema: list(/^\S+$/).optional(),
    expects: 'module specifiers with commas between them',
    defaultText: 'the example sagas',
    about: 'What a coordinator hosts: packages or files whose exported Nest modules provide sagas.',
  }),
  SKALD_QUEUES: variable({
    schema: list(/^[A-Za-z0-9_-]{1,100}$/).optional(),
    expects: 'names of queues with commas between them',
    defaultText: 'all',
    about: 'The queues that a worker serves.',
  }),
  SKALD_DATA_DIR: variable({
    schema: orElse(text(), '.skald/standalone'),
    expects: 'a folder',
    defaultText: '.skald/standalone',
    about: 'Where the standalone process keeps its file.',
  }),
  SKALD_HTTP_HOST: variable({
    schema: orElse(text(/^\S+$/), '127.0.0.1'),
    expects: 'an address of this machine; other than loopback it needs SKALD_HTTP_TOKEN',
    defaultText: '127.0.0.1',
    about: 'Where HTTP listens.',
  }),
  SKALD_HTTP_PORT: variable({
    schema: orElse(whole(0, 65_535), '3000'),
    expects: port,
    defaultText: '3000',
    about: 'HTTP of gateway and standalone, with their health checks.',
  }),
  SKALD_HTTP_TOKEN: variable({
    schema: text(/^[\x21-\x7e]{4,}$/).optional(),
    expects: 'at least 4 visible ASCII characters',
    defaultText: 'none',
    about: 'Callers of HTTP must send it as a bearer token.',
    secret: true,
  }),
  SKALD_HTTP_HOSTS: variable({
    schema: list(/^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])$/).optional(),
    expects: 'names of hosts without ports, with commas between them',
    defaultText: 'any with SKALD_HTTP_TOKEN, else loopback alone',
    about: 'Names that callers of HTTP may use for it (headers Host and Origin); under others they get 403.',
  }),
  SKALD_HEALTH_PORT: variable({
    schema: whole(0, 65_535).optional(),
    expects: port,
    defaultText: '9090, or a free one where that is taken',
    about: 'Health checks and metrics of coordinator and worker.',
  }),
  SKALD_HEALTH_HOST: variable({
    schema: orElse(text(/^[A-Za-z0-9.:_-]+$/), '127.0.0.1'),
    expects: 'a host name or an address',
    defaultText: '127.0.0.1',
    about: 'Where health checks and metrics listen; 0.0.0.0 in the containers.',
  }),
  SKALD_DRAIN_MS: variable({
    schema: orElse(whole(0, 3_600_000), '25000'),
    expects: 'milliseconds, 0 to 3600000',
    defaultText: '25000',
    about: 'How long a shutdown may take to finish what is under way.',
  }),
  SKALD_LOG_LEVEL: variable({
    schema: orElse(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
    expects: 'debug, info, warn, error or silent',
    defaultText: 'info',
    about: 'The least level that is logged.',
  }),
};

export type VariableName = keyof typeof variables;

export type Configuration<N extends VariableName> = {
  readonly [K in N]: (typeof variables)[K] extends { readonly schema: z.ZodType<infer T> } ? T : never;
};
