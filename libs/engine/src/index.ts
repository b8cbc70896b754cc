export type { EffectOutcome, Input, InputSource } from './decisions/input.js';
export type { Answer, Verdict } from './decisions/verdict.js';
export { startOf } from './decisions/start-of.js';
export { refusal } from './decisions/answers-to-parent.js';
export { payloadLimit } from './decisions/payload-limit.js';
export { ActivityFailure, TimeoutFailure } from './errors/activity-failure.js';
export { CanceledFailure } from './errors/canceled-failure.js';
export { ChildFailure } from './errors/child-failure.js';
export { CorruptHistory } from './errors/corrupt-history.js';
export { EffectFailure } from './errors/effect-failure.js';
export { recordError } from './errors/record-error.js';
export { DeterminismViolation, SagaBug } from './errors/saga-bug.js';
export { sagaLine } from './errors/saga-line.js';
export { SagaFailure } from './errors/saga-failure.js';
export { Execution } from './execution/execution.js';
export { checkedLimits, defaultLimits } from './execution/limits.js';
export type { Limit, Limits } from './execution/limits.js';
export { mendedByDeploy } from './execution/mended-by-deploy.js';
export type { Disposition, TurnOutcome } from './execution/turn-outcome.js';
export { withheldFor } from './execution/withheld-for.js';
export { beginsRun } from './history/turn.js';
export type { AppliedOffsets, Turn } from './history/turn.js';
export type { Message } from './messages/message.js';
export { openCommands } from './messages/messages-of.js';
export type { CodeIdentity, Guard } from './replay/deliver.js';
export type { Evaluation } from './replay/evaluation.js';
export { checkHistory } from './replay/check-history.js';
export type { CheckedRun } from './replay/check-history.js';
export { replayHistory } from './replay/replay-history.js';
export type { Replay, ReplayOptions, SentTurn } from './replay/replay-history.js';
export type { EffectCall } from './saga/asked.js';
export type { LogLine } from './saga/body.js';
export type {
  ActivityOptions,
  Attempted,
  EffectTools,
  RaceResult,
  ReceiveOptions,
  SagaContext,
  SagaLog,
} from './saga/context.js';
export type { RunningCode, Watch } from './saga/watch.js';
export type { Scopes } from './saga/scopes.js';
export { definitionProblems } from './saga/definition-problems.js';
export type { FindStartable, SagaDefinition, SagaOptions } from './saga/definition.js';
export type { ChildOptions, DetachOptions } from './saga/start-options.js';
export type { InstanceState } from './state/instance-state.js';
export { statusOf } from './state/instance-state.js';
