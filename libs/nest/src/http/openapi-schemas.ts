import { sagaStatuses } from '@skald/contracts';
/** Shapes of HTTP bodies, as JSON Schema. */

const text = { type: 'string' };
const anything = { description: 'Any JSON value.' };
const instant = { type: 'string', format: 'date-time' };
const whole = { type: 'integer', minimum: 0 };

const recordedError = {
  type: 'object',
  required: ['type', 'message'],
  properties: {
    type: text,
    message: text,
    details: anything,
    activityId: text,
    cause: { $ref: '#/components/schemas/RecordedError' },
  },
};

const operatorProperties = {
  requestId: text,
  activityId: text,
  run: whole,
  operation: { enum: ['execute', 'compensate'] },
  reason: text,
  actor: text,
  output: anything,
};

const startProperties = {
  input: anything,
  version: { type: 'integer', minimum: 1 },
  timeoutMs: { type: 'integer', minimum: 1 },
  attributes: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  onExisting: { enum: ['attach', 'reject', 'restart-if-closed'], default: 'attach' },
  delayMs: { ...whole, description: 'The instance is there at once, its code begins so much later.' },
};

const activityProperties = {
  run: { ...whole, description: 'Left out: the present one.' },
  operation: { enum: ['execute', 'compensate'], default: 'execute' },
  attempt: { type: 'integer', minimum: 1, description: 'Left out: the present one.' },
};

export const openApiSchemas = {
  Start: {
    type: 'object',
    required: ['input'],
    properties: {
      ...startProperties,
      workflowId: {
        ...text,
        description: 'Chosen by the caller, it makes a repeated start harmless. Left out: a new one.',
      },
      requestId: text,
    },
  },
  SignalStart: {
    type: 'object',
    description: 'Signal-with-start: where there is no such instance, it is started with the signal.',
    required: ['saga', 'input'],
    properties: { saga: text, ...startProperties },
  },
  Signal: {
    type: 'object',
    required: ['payload'],
    properties: {
      payload: anything,
      signalId: { ...text, description: 'One signalId is one signal.' },
      requestId: text,
      start: { $ref: '#/components/schemas/SignalStart' },
    },
  },
  Cancel: {
    type: 'object',
    properties: { reason: text, compensate: { type: 'boolean', default: true }, actor: text, requestId: text },
  },
  Reason: { type: 'object', properties: { reason: text, actor: text, requestId: text } },
  Operator: { type: 'object', properties: operatorProperties },
  Completion: {
    type: 'object',
    properties: { output: anything, ...activityProperties },
  },
  Failure: {
    type: 'object',
    required: ['type', 'message'],
    properties: {
      type: text,
      message: text,
      details: anything,
      retryable: { type: 'boolean', description: 'Left out: true, unless the contract names the type.' },
      retryAfterMs: whole,
      effect: { enum: ['none', 'unknown'], description: 'none: certainly nothing happened.' },
      ...activityProperties,
    },
  },
  Reported: {
    type: 'object',
    required: ['workflowId', 'run', 'activityId', 'operation', 'attempt'],
    properties: {
      workflowId: text,
      run: whole,
      activityId: text,
      operation: { enum: ['execute', 'compensate'] },
      attempt: { type: 'integer', minimum: 1 },
    },
  },
  Accepted: {
    type: 'object',
    required: ['workflowId', 'run', 'attached'],
    properties: { workflowId: text, run: whole, attached: { type: 'boolean' } },
  },
  Instance: {
    type: 'object',
    required: [
      'namespace',
      'workflowId',
      'saga',
      'version',
      'run',
      'status',
      'attributes',
      'waitingFor',
      'startedAt',
      'updatedAt',
    ],
    properties: {
      namespace: text,
      workflowId: text,
      saga: text,
      version: { type: 'integer', minimum: 1 },
      run: whole,
      status: { enum: sagaStatuses },
      cause: text,
      error: { $ref: '#/components/schemas/RecordedError' },
      input: anything,
      output: anything,
      view: anything,
      attributes: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
      waitingFor: { type: 'array', items: { $ref: '#/components/schemas/WaitingFor' } },
      parent: {
        type: 'object',
        required: ['workflowId', 'run', 'childId'],
        properties: { workflowId: text, run: whole, childId: text },
        description: 'Of whom it is the child.',
      },
      startedAt: instant,
      updatedAt: instant,
      closedAt: instant,
    },
  },
  WaitingFor: {
    type: 'object',
    required: ['kind', 'id', 'since'],
    properties: {
      kind: { enum: ['activity', 'child', 'compensation', 'timer', 'signal', 'effect', 'operator'] },
      id: text,
      since: instant,
      until: instant,
      attempt: { type: 'integer', minimum: 1 },
      detail: text,
      escalatedAt: { ...instant, description: 'When it was told that this lasts too long.' },
    },
  },
  InstancePage: {
    type: 'object',
    required: ['instances'],
    properties: { instances: { type: 'array', items: { $ref: '#/components/schemas/Instance' } }, cursor: text },
  },
  HistoryPage: {
    type: 'object',
    required: ['events'],
    properties: {
      events: {
        type: 'array',
        items: {
          type: 'object',
          required: ['seq', 'run', 'at', 'index', 'type'],
          properties: { seq: whole, run: whole, at: instant, index: whole, type: text },
        },
      },
      after: { ...whole, description: 'Ask with it for the next page; left out: that was all.' },
    },
  },
  RecordedError: recordedError,
  Error: {
    type: 'object',
    required: ['code', 'message'],
    properties: { code: text, message: text, path: { ...text, description: 'JSON pointer into the request.' } },
  },
};
