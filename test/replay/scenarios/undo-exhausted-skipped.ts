import { compensated } from '@skald/testing';
import { exhaustedUndo } from '../exhausted-undo.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = exhaustedUndo('skip', compensated());
