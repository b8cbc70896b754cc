import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { isName } from '@skald/contracts';
import type { Accepted } from './answers.js';
import { BodyOfJson, type JsonBody } from './json-body.decorator.js';
import { HttpRefusal } from './http-refusal.js';
import { Namespace } from './namespace.decorator.js';
import { RequestSender } from './request-sender.js';
import { Guarded } from './guarded.decorator.js';
import { WorkflowIdPipe } from './workflow-id.pipe.js';

const verbs = ['cancel', 'terminate', 'retry', 'skip', 'resolve', 'pause', 'resume'] as const;
type Verb = (typeof verbs)[number];

/** What is said to an instance. */
@Controller('v1/instances/:workflowId')
@Guarded()
export class RequestsController {
  constructor(private readonly sender: RequestSender) {}

  @Post('signals/:name')
  @HttpCode(202)
  async signal(
    @Namespace() namespace: string,
    @Param('workflowId', WorkflowIdPipe) workflowId: string,
    @Param('name') name: string,
    @BodyOfJson() body: JsonBody,
  ): Promise<Accepted> {
    if (!isName('signal name', name))
      throw new HttpRefusal('INVALID_INPUT', 'this is not the name of a signal', '/name');
    return this.sender.submit({ type: 'signal', namespace, workflowId, name }, body);
  }

  @Post(':verb')
  @HttpCode(202)
  async act(
    @Namespace() namespace: string,
    @Param('workflowId', WorkflowIdPipe) workflowId: string,
    @Param('verb') verb: string,
    @BodyOfJson() body: JsonBody,
  ): Promise<Accepted> {
    if (!isVerb(verb)) throw new HttpRefusal('NOT_FOUND', `there is no such route; there are ${verbs.join(', ')}`);
    return this.sender.submit({ type: verb, namespace, workflowId }, body);
  }
}

function isVerb(verb: string): verb is Verb {
  return (verbs as readonly string[]).includes(verb);
}
