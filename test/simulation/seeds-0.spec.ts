import { describe } from '@jest/globals';
import { breakNoInvariant } from './seeds.for-spec.js';

describe('random sagas under random faults', () => breakNoInvariant(0));
