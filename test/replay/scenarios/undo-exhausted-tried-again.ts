import { compensated } from '@skald/testing';
import { exhaustedUndo } from '../exhausted-undo.ts';
import type { Scenario } from '../scenario.ts';
import { reserve } from '../shop.contracts.ts';

export const scenario: Scenario = exhaustedUndo('retry', compensated(reserve));
