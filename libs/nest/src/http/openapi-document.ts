import { sagaStatuses } from '@skald/contracts';
import { openApiSchemas, type ShapeName as Name } from './openapi-schemas.js';

const json = (name: Name) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
const body = (name: Name, required: boolean) => ({ requestBody: { required, content: json(name) } });
const refusals = (...statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [String(status), { $ref: `#/components/responses/${status}` }]));
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const inQuery = (name: string, description: string, schema: object = { type: 'string' }) => ({
  name,
  in: 'query',
  description,
  schema,
});
const namespace = { $ref: '#/components/parameters/Namespace' };
const workflowId = inPath('workflowId');
const limit = inQuery('limit', 'At most so many.', { type: 'integer', minimum: 1, maximum: 200, default: 50 });
const security = [{ token: [] }];

const ask = (summary: string, shape: Name, { required = false, parameters = [] as readonly object[] } = {}) => ({
  post: {
    summary,
    security,
    parameters: [namespace, workflowId, ...parameters],
    ...body(shape, required),
    responses: {
      202: { description: 'Accepted: it is in the history.', content: json('Accepted') },
      ...refusals(400, 401, 403, 404, 409, 413, 429, 503),
    },
  },
});

const report = (summary: string, shape: Name) => ({
  post: {
    summary,
    security,
    parameters: [namespace, workflowId, inPath('activityId')],
    ...body(shape, shape === 'Failure'),
    responses: {
      202: { description: 'Reported: the coordinator will take it in.', content: json('Reported') },
      ...refusals(400, 401, 403, 404, 409, 413, 500, 503),
    },
  },
});

const look = (summary: string, shape: Name, parameters: readonly object[]) => ({
  get: {
    summary,
    security,
    parameters: [namespace, ...parameters],
    responses: { 200: { description: 'Found.', content: json(shape) }, ...refusals(400, 401, 403, 404, 500, 503) },
  },
});

const open = (summary: string, type: string, others: object = {}) => ({
  get: { summary, responses: { 200: { description: 'Yes.', content: { [type]: {} } }, ...others } },
});

const refusal = (description: string) => ({ description, content: json('ErrorBody') });

/** Told by hand, and held against the routes by a spec. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Skald',
    version: '1',
    description: 'Start sagas, signal and cancel them, look them up. Every error is `{ code, message, path? }`.',
  },
  paths: {
    '/v1/sagas/{saga}': {
      post: {
        summary: 'Start an instance; resolves when it is accepted',
        security,
        parameters: [namespace, inPath('saga')],
        ...body('Start', true),
        responses: {
          202: { description: 'Accepted, or attached to the instance that is there.', content: json('Accepted') },
          ...refusals(400, 401, 403, 404, 409, 413, 429, 503),
        },
      },
    },
    '/v1/instances': look('Instances, newest first', 'InstancePage', [
      inQuery('saga', 'Of this saga.'),
      inQuery('status', 'In this status.', { enum: sagaStatuses }),
      inQuery(
        'attributes.{name}',
        'With this search attribute, once for each; numbers and booleans as in JSON, text otherwise.',
      ),
      inQuery('cursor', 'Of the page before.'),
      limit,
    ]),
    '/v1/instances/{workflowId}': look('One instance: its status, and what it waits for', 'Instance', [workflowId]),
    '/v1/instances/{workflowId}/history': look('What happened, in order', 'HistoryPage', [
      workflowId,
      inQuery('after', 'The seq of the last turn of the page before.', { type: 'integer', minimum: 0 }),
      limit,
    ]),
    '/v1/instances/{workflowId}/signals/{name}': ask('Send a signal, or start with it', 'Signal', {
      required: true,
      parameters: [inPath('name')],
    }),
    '/v1/instances/{workflowId}/cancel': ask('Cancel and undo', 'Cancel'),
    '/v1/instances/{workflowId}/terminate': ask('Stop at once, undoing nothing', 'Reason'),
    '/v1/instances/{workflowId}/retry': ask('Try again what needs an operator', 'Operator'),
    '/v1/instances/{workflowId}/skip': ask('Leave an undo out, for a reason', 'Operator'),
    '/v1/instances/{workflowId}/resolve': ask('Settle by hand what needs an operator', 'Operator'),
    '/v1/instances/{workflowId}/pause': ask('Schedule nothing more', 'Reason'),
    '/v1/instances/{workflowId}/resume': ask('Go on', 'Reason'),
    '/v1/instances/{workflowId}/activities/{activityId}/complete': report(
      'Report what an activity that was handed over gave',
      'Completion',
    ),
    '/v1/instances/{workflowId}/activities/{activityId}/fail': report(
      'Report that an activity that was handed over failed',
      'Failure',
    ),
    '/health/live': open('The process lives', 'application/json'),
    '/health/ready': open('It can be given work', 'application/json', {
      503: { description: 'Not now; `problems` says why.' },
    }),
    '/metrics': open('For Prometheus', 'text/plain'),
    '/openapi.json': open('This document', 'application/json'),
  },
  components: {
    schemas: openApiSchemas,
    parameters: {
      Namespace: {
        name: 'Skald-Namespace',
        in: 'header',
        description: 'The tenant.',
        schema: { type: 'string', pattern: '^[a-z0-9-]{1,64}$', default: 'default' },
      },
    },
    responses: {
      400: refusal('INVALID_INPUT, with the path'),
      401: refusal('UNAUTHORIZED'),
      403: refusal('FORBIDDEN: under this name, or from this origin, nobody calls'),
      404: refusal('UNKNOWN_SAGA or NOT_FOUND'),
      409: refusal('ALREADY_STARTED or CLOSED'),
      413: refusal('PAYLOAD_TOO_LARGE'),
      429: refusal('LIMIT_REACHED'),
      500: refusal('INTERNAL: what is stored of this instance cannot be read; the message says which and where'),
      503: refusal(
        'RETRY_LATER: the bus, the store or the coordinator does not answer; the same request may be sent again',
      ),
    },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
};
