export { asyncApiDocument } from './asyncapi/async-api-document.js';
export type { AsyncApiOptions } from './asyncapi/async-api-document.js';
export { describeSaga } from './describe-saga.js';
export type { SagaToDescribe } from './describe-saga.js';
export { contractsAmong } from './described-contracts.js';
export type { DescribedContracts } from './described-contracts.js';
export { flowsOf } from './flow/flows-of.js';
export type { Flow, FlowEdge, FlowNode, NodeKind } from './flow/flow.js';
export { flowchart } from './flow/flowchart.js';
