import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { isName, nameRule } from '@skald/contracts';
import type { FailureReport, InstanceDescription } from '@skald/runtime';
import type { Reported } from './answers.js';
import { BodyOfJson, type JsonBody } from './json-body.decorator.js';
import { GatewayClient } from './gateway-client.js';
import { HttpRefusal } from './http-refusal.js';
import { Namespace } from './namespace.decorator.js';
import { Guarded } from './guarded.decorator.js';
import { WorkflowIdPipe } from './workflow-id.pipe.js';

interface Attempted extends Reported {
  readonly namespace: string;
  readonly scheduledAt?: string;
}

/** How activities that were handed over ended. */
@Controller('v1/instances/:workflowId/activities/:activityId')
@Guarded()
export class ActivitiesController {
  constructor(private readonly client: GatewayClient) {}

  @Post('complete')
  @HttpCode(202)
  async complete(
    @Namespace() namespace: string,
    @Param('workflowId', WorkflowIdPipe) workflowId: string,
    @Param('activityId') activityId: string,
    @BodyOfJson() body: JsonBody,
  ): Promise<Reported> {
    // A completion counts for any attempt that was issued.
    const attempted = await this.#attempted({ namespace, workflowId, activityId }, body, 1);
    await this.client.activity(attempted).complete(body['output']);
    return reported(attempted);
  }

  @Post('fail')
  @HttpCode(202)
  async fail(
    @Namespace() namespace: string,
    @Param('workflowId', WorkflowIdPipe) workflowId: string,
    @Param('activityId') activityId: string,
    @BodyOfJson() body: JsonBody,
  ): Promise<Reported> {
    const attempted = await this.#attempted({ namespace, workflowId, activityId }, body);
    const { type, message, details, retryable, retryAfterMs, effect } = body;
    const failure = Object.entries({ type, message, details, retryable, retryAfterMs, effect }).filter(
      ([, value]) => value !== undefined,
    );
    // Checked by the client, as everything else here.
    await this.client.activity(attempted).fail(Object.fromEntries(failure) as unknown as FailureReport);
    return reported(attempted);
  }

  /** What the caller leaves out is what the instance waits for. */
  async #attempted(
    whose: Pick<Attempted, 'namespace' | 'workflowId' | 'activityId'>,
    body: JsonBody,
    otherwise?: number,
  ): Promise<Attempted> {
    const { activityId, workflowId } = whose;
    if (!isName('activityId', activityId)) {
      throw new HttpRefusal('INVALID_INPUT', `an activityId is ${nameRule('activityId')}`, '/activityId');
    }
    const instance = await this.client.describe(whose);
    if (instance.closedAt !== undefined) throw new HttpRefusal('CLOSED', `${workflowId} is ${instance.status}`);
    const { operation = 'execute', run = instance.run, scheduledAt } = body;
    const attempt = body['attempt'] ?? presentAttempt(instance, activityId, operation) ?? otherwise;
    if (attempt === undefined) {
      throw new HttpRefusal(
        'INVALID_INPUT',
        `${activityId} is not among what ${workflowId} is seen to wait for: say which attempt failed`,
        '/attempt',
      );
    }
    return { ...whose, operation, run, attempt, ...(scheduledAt !== undefined && { scheduledAt }) } as Attempted;
  }
}

function presentAttempt(
  { waitingFor }: InstanceDescription,
  activityId: string,
  operation: unknown,
): number | undefined {
  const kind = operation === 'compensate' ? 'compensation' : 'activity';
  return waitingFor.find((one) => one.kind === kind && one.id === activityId)?.attempt;
}

function reported({ workflowId, run, activityId, operation, attempt }: Attempted): Reported {
  return { workflowId, run, activityId, operation, attempt };
}
