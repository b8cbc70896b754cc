import type { SagaBody } from './body.js';
import type { SagaLog } from './context.js';

/** `ctx.log`: the body keeps silent on replay. */
export function sagaLog(body: SagaBody): SagaLog {
  const write =
    (level: keyof SagaLog): SagaLog[keyof SagaLog] =>
    (message, fields) =>
      body.log({ level, message, ...(fields === undefined ? {} : { fields }) });
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
