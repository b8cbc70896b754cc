import { isEventType } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { z } from 'zod';

/** Of the files that keep one history each. */
const historyFormat = 'skald.history.v1';

/** Everything the journal keeps of one instance, in order of seq. */
export interface History {
  readonly namespace: string;
  readonly workflowId: string;
  readonly turns: readonly Turn[];
}

const eventType = z
  .string()
  .min(1)
  .refine(isEventType, {
    error: ({ input }) => `this release does not know events of type ${String(input)}`,
  });
const event = z.looseObject({ index: z.int().nonnegative(), type: eventType });

const turn = z.looseObject({
  namespace: z.string(),
  workflowId: z.string(),
  seq: z.int().nonnegative(),
  run: z.int().nonnegative(),
  at: z.number(),
  saga: z.string(),
  version: z.int().positive(),
  causes: z.array(z.string()),
  applied: z.looseObject({ topicEpoch: z.number(), requests: z.number(), results: z.number() }),
  events: z.array(event).min(1),
});

const historyFile = z.looseObject({
  format: z.literal(historyFormat),
  namespace: z.string().min(1),
  workflowId: z.string().min(1),
  turns: z.array(turn).min(1),
});

/** One history as the text of a file: `{ format, namespace, workflowId, turns }`. */
export function historyText({ namespace, workflowId, turns }: History): string {
  return `${JSON.stringify({ format: historyFormat, namespace, workflowId, turns }, null, 2)}\n`;
}

/** @throws NotAHistory naming the first place that is wrong */
export function parseHistory(text: string): History {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotAHistory(`it is not JSON: ${(error as Error).message}`);
  }
  const parsed = historyFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new NotAHistory(`/${issue!.path.map(String).join('/')}: ${issue!.message}`);
  }
  const { namespace, workflowId, turns } = parsed.data;
  return { namespace, workflowId, turns: turns as unknown as readonly Turn[] };
}

class NotAHistory extends Error {
  override readonly name = 'NotAHistory';
  readonly code = 'INVALID_INPUT';
}
