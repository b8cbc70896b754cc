import { ferretdb } from './ferretdb.ts';
import { kafka } from './kafka.ts';
import type { Kind, KindName } from './kind.ts';
import { memory } from './memory.ts';

export const kinds: Readonly<Record<KindName, Kind>> = { kafka, ferretdb, memory };
