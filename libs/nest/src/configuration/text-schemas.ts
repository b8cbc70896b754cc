import type { Duration } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import { z } from 'zod';

/** Schemas from the text of an environment variable to its value. */

export const text = (pattern: RegExp = /./) => z.string().regex(pattern);

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);

export const list = (item: RegExp) =>
  z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every((part) => item.test(part)));

/** To milliseconds. */
export const duration = z.string().transform((value, context) => {
  try {
    return milliseconds(value as Duration);
  } catch {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
});

/** Reads the text, or takes this one's place when there is none. */
export const orElse = <T>(schema: z.ZodType<T, string>, missing: string): z.ZodType<T, string | undefined> =>
  z.string().default(missing).pipe(schema);
