import type { DivergedHistory, ReplayReport } from './replay-histories.js';

/** A report for people: what diverges with what was recorded and what the code does now, then the count. */
export function replayText({ replayed, diverged, unreadable }: ReplayReport): string {
  const warnings = replayed.flatMap(({ name, warnings }) => warnings.map((warning) => `${name} warns: ${warning}`));
  return [
    ...warnings,
    ...diverged.map(divergedText),
    ...unreadable.map(({ name, problem }) => `${name} cannot be read: ${problem}`),
    `${replayed.length} replayed, ${diverged.length} diverged${unreadable.length > 0 ? `, ${unreadable.length} cannot be read` : ''}`,
  ].join('\n');
}

function divergedText({ name, saga, version, run, code, message, event, at }: DivergedHistory): string {
  const of = `${name} (${saga} version ${version}, run ${run})`;
  const where = at === undefined ? [] : [`  at        ${at.replace(/^at /, '')}`];
  if (event === undefined) return [`${of} does not replay: ${code}`, `  because   ${message}`, ...where].join('\n');
  return [
    `${of} diverges at event ${event.index}`,
    `  recorded  ${event.expected}`,
    `  now       ${event.got}`,
    ...where,
  ].join('\n');
}
