import type {
  ActivityResult,
  ChildResult,
  Json,
  OperatorRequest,
  Operation,
  SagaRequest,
  StartRequest,
} from '@skald/contracts';
import type { Disposition, Input } from '../index.js';
import { WrittenInstance } from './written-instance.for-spec.js';

/** What clients, operators and participants tell an instance. */
export abstract class ToldInstance extends WrittenInstance {
  abstract readonly namespace: string;
  abstract readonly workflowId: string;

  /** One batch of inputs, in as many turns as it takes. One disposition for each. */
  abstract tell(...inputs: Input[]): Promise<Disposition[]>;

  async one(input: Input): Promise<Disposition> {
    const [disposition] = await this.tell(input);
    return disposition!;
  }

  async start(input: Json = null, request: Partial<StartRequest> = {}): Promise<Disposition> {
    return this.request({ type: 'start', saga: 'trip', input, ...request });
  }

  async request(request: Partial<SagaRequest> & { readonly type: SagaRequest['type'] }): Promise<Disposition> {
    return this.one(this.asRequest(request));
  }

  asRequest(request: Partial<SagaRequest> & { readonly type: SagaRequest['type'] }): Input {
    const { namespace, workflowId } = this;
    return { kind: 'request', request: { namespace, workflowId, ...request } as SagaRequest };
  }

  async signal(name: string, payload: Json = null, signalId?: string): Promise<Disposition> {
    return this.request({ type: 'signal', name, payload, ...(signalId === undefined ? {} : { signalId }) });
  }

  async cancel(compensate?: boolean, reason?: string): Promise<Disposition> {
    return this.request({
      type: 'cancel',
      ...(compensate === undefined ? {} : { compensate }),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  async operator(type: OperatorRequest['type'], request: Partial<OperatorRequest> = {}): Promise<Disposition> {
    return this.request({ type, ...request });
  }

  /** A result of the attempt that is out (or of the one named). */
  async result(type: ActivityResult['type'], activityId: string, fields: object = {}): Promise<Disposition> {
    return this.one(this.asResult(type, activityId, fields));
  }

  asResult(type: ActivityResult['type'], activityId: string, fields: object = {}): Input {
    const operation: Operation = 'operation' in fields ? (fields.operation as Operation) : 'execute';
    const { namespace, workflowId } = this;
    const run = 'run' in fields ? fields.run : this.run;
    const attempt = this.commands(activityId, operation).findLast((command) => command.run === run)?.attempt ?? 1;
    return {
      kind: 'result',
      result: { type, namespace, workflowId, run, activityId, operation, attempt, ...fields } as ActivityResult,
    };
  }

  async complete(activityId: string, output: Json = null, fields: object = {}): Promise<Disposition> {
    return this.result('completed', activityId, { output, ...fields });
  }

  async fail(activityId: string, type = 'Broken', fields: object = {}): Promise<Disposition> {
    return this.result('failed', activityId, { error: { type, message: `${type} happened` }, ...fields });
  }

  /** What the coordinator of a child answers to the newest request (or to the one named). */
  async child(type: ChildResult['type'], childId: string, fields: object = {}): Promise<Disposition> {
    return this.one({ kind: 'result', result: this.asChildResult(type, childId, fields) });
  }

  asChildResult(type: ChildResult['type'], childId: string, fields: object = {}): ChildResult {
    const operation: Operation = 'operation' in fields ? (fields.operation as Operation) : 'execute';
    const { namespace, workflowId } = this;
    const asked = this.requestsTo(childId, operation === 'execute' ? 'start' : 'undo').findLast(
      (request) => !('run' in fields) || ('parent' in request && request.parent?.run === fields.run),
    );
    const end =
      type === 'child-completed'
        ? { output: null }
        : { status: 'failed', effect: 'none', error: { type: 'Full', message: 'no room' } };
    const child = { workflowId: asked?.workflowId ?? 'nobody', run: 0 };
    const { run = 0, attempt = 1 } = asked !== undefined && 'parent' in asked ? (asked.parent ?? {}) : {};
    return { type, namespace, workflowId, run, childId, operation, attempt, child, ...end, ...fields } as ChildResult;
  }

  async childUndone(childId: string, fields: object = {}): Promise<Disposition> {
    return this.child('child-completed', childId, { operation: 'compensate', ...fields });
  }

  async childNotUndone(childId: string, fields: object = {}): Promise<Disposition> {
    return this.child('child-failed', childId, { operation: 'compensate', status: 'rejected', ...fields });
  }

  async undo(activityId: string, fields: object = {}): Promise<Disposition> {
    return this.complete(activityId, null, { operation: 'compensate', ...fields });
  }

  async failUndo(activityId: string, fields: object = {}): Promise<Disposition> {
    return this.fail(activityId, 'Stubborn', { operation: 'compensate', ...fields });
  }
}
