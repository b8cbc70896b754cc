import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-io-imports',
  [
    saga('return 1;'),
    `import { z } from 'zod';`,
    `import type { Kafka } from 'kafkajs';`,
    `import { type Kafka } from 'kafkajs';`,
    `import { paths } from './fs.js';`,
    `import { path } from 'pathological';`,
    `export type { Stats } from 'node:fs';`,
    saga(`return ctx.effect('load', () => import('./rates.js'));`),
  ],
  [
    [`import { readFileSync } from 'node:fs';`, 'node'],
    [`import fs from 'fs/promises';`, 'node'],
    [`import 'crypto';`, 'node'],
    [`export { join } from 'path';`, 'node'],
    [`export * from 'os';`, 'node'],
    [`import { Kafka, type Producer } from 'kafkajs';`, 'outside'],
    [`import axios from 'axios';`, 'outside'],
    [`import { S3 } from '@aws-sdk/client-s3';`, 'outside'],
    [`import { v4 } from 'uuid';`, 'chance'],
    [saga(`return import('zod');`), 'late'],
    [saga(`return require('zod');`), 'late'],
  ],
);
