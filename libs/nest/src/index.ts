export type { Store } from './adapters/store.js';
export type { BreakerOptions } from './breaker/breaker-options.js';
export { guardedBus } from './breaker/guarded-bus.js';
export { guardedStore } from './breaker/guarded-store.js';
export type { SagaClientModuleOptions } from './client/client-options.js';
export { SagaClient } from './client/saga-client.js';
export { SagaClientModule } from './client/saga-client.module.js';
export { ConfigurationRefused } from './configuration/configuration-refused.error.js';
export { readConfiguration, warnOfUnknownVariables } from './configuration/read-configuration.js';
export type { Environment } from './configuration/read-configuration.js';
export { variables } from './configuration/variables.js';
export type { Configuration, VariableName } from './configuration/variables.js';
export type { CoordinatorModuleOptions } from './coordinator/coordinator-options.js';
export { openSagas } from './coordinator/open-sagas.js';
export type { OpenSagas } from './coordinator/open-sagas.js';
export { SagaCoordinatorModule } from './coordinator/saga-coordinator.module.js';
export { Compensates } from './decorators/compensates.decorator.js';
export { Executes } from './decorators/executes.decorator.js';
export type { ExecutesOptions } from './decorators/executes.decorator.js';
export { Saga } from './decorators/saga.decorator.js';
export type { SagaVersion } from './decorators/saga.decorator.js';
export { SignalsFrom, StartsFrom } from './decorators/sources.decorator.js';
export { sagaDefinitionOf } from './discovery/saga-definition.js';
export { BootRefused } from './errors/boot-refused.error.js';
export { Health } from './health/health.js';
export type { Readiness } from './health/health.js';
export { openHealthServer } from './health/health-server.js';
export type { HealthServer } from './health/health-server.js';
export { Metrics } from './health/metrics.js';
export type { GatewayModuleOptions } from './http/gateway-options.js';
export { GatewayModule } from './http/gateway.module.js';
export { openApiDocument } from './http/openapi-document.js';
export { RefusalFilter } from './http/refusal.filter.js';
export { requireTokenBeyondLoopback } from './http/require-token.js';
export type { FatalListener } from './life/end-process.js';
export { Lifecycle } from './life/lifecycle.js';
export { whenThere } from './life/when-there.js';
export { nestLog } from './logging/log.nest.js';
export { pinoLog } from './logging/log.pino.js';
export { nestLogger } from './logging/nest-logger.js';
export type { ParticipantModuleOptions } from './participant/participant-options.js';
export { ParticipantModule } from './participant/participant.module.js';
export { runProcess } from './process/run-process.js';
export { SagaTransport } from './transport/saga-transport.js';
// What handlers use, so that a participant depends on this library alone.
export {
  bindActivity,
  ActivityAborted,
  CommandDelayed,
  HandedOver,
  RetryableError,
  TerminalError,
} from '@skald/runtime';
export type { ActivityContext, ActivityLog, RetryableErrorOptions } from '@skald/runtime';
// What maps of existing topics are given and give.
export type {
  ActivityBinding,
  BindingContext,
  BindingOptions,
  BoundReply,
  BoundRequest,
  Correlation,
  ForeignRecord,
  SignalOfRecord,
  SourceOptions,
  StartOfRecord,
} from '@skald/runtime';
