import { conformance } from './conformance.ts';
import { embedded } from './system.ts';

conformance('on one machine', () => embedded({}));
conformance('on one machine, with the cache switched off', () => embedded({ cacheBytes: 0 }));
