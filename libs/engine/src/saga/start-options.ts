import type { Attributes, Duration, ParentClosePolicy } from '@skald/contracts';
import { attributesFlaw, isName, milliseconds, nameRule, shown, toJson } from '@skald/contracts';

/** How another saga is started. */
export interface DetachOptions<I = unknown> {
  /** By default `workflowId:run:id` of this instance: the same on every replay. */
  readonly workflowId?: string;
  readonly input: I;
  /** By default the newest. */
  readonly version?: number;
  /** Of the whole instance; by default what the saga says. */
  readonly timeout?: Duration;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** One of the activity ids of this run; by default `<saga name>#<n>`. */
  readonly id?: string;
}

export interface ChildOptions<I = unknown> extends DetachOptions<I> {
  /** What becomes of a child that is still open when this instance ends or gives it up. Default: cancel. */
  readonly onParentClose?: ParentClosePolicy;
}

/** What is asked of the start, as it is recorded. */
export interface StartTerms {
  readonly workflowId: string;
  readonly version?: number;
  readonly timeoutMs?: number;
  readonly attributes?: Attributes;
}

/** @throws TypeError naming the option that is out of range. */
export function startTerms(saga: string, workflowId: string, options: ChildOptions): StartTerms {
  const field = `saga ${saga}`;
  const { version, timeout, attributes, onParentClose = 'cancel' } = options;
  if (!isName('workflowId', workflowId))
    throw new TypeError(`${field}: workflowId ${shown(workflowId)}: use ${nameRule('workflowId')}`);
  if (version !== undefined && !(Number.isSafeInteger(version) && version >= 1))
    throw new TypeError(`${field}: version ${shown(version)}: use a whole number from 1 on`);
  if (!['cancel', 'abandon'].includes(onParentClose))
    throw new TypeError(`${field}: onParentClose ${shown(onParentClose)}: use 'cancel' or 'abandon'`);
  return {
    workflowId,
    ...(version === undefined ? {} : { version }),
    ...(timeout === undefined ? {} : { timeoutMs: milliseconds(timeout, `${field}: timeout`, 'not zero') }),
    ...(attributes === undefined ? {} : { attributes: checkedAttributes(attributes, `${field}: attributes`) }),
  };
}

function checkedAttributes(given: Attributes, field: string): Attributes {
  try {
    const attributes = toJson(given) as Attributes;
    const flaw = attributesFlaw(attributes);
    if (flaw === undefined) return attributes;
    throw new TypeError(`${flaw.path.map((name) => `/${name} `).join('')}${flaw.detail}`);
  } catch (error) {
    throw new TypeError(`${field}: ${(error as Error).message}`);
  }
}
