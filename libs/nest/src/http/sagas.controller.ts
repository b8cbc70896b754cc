import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { isName, nameRule } from '@skald/contracts';
import type { Accepted } from './answers.js';
import { BodyOfJson, type JsonBody } from './json-body.decorator.js';
import { HttpRefusal } from './http-refusal.js';
import { Namespace } from './namespace.decorator.js';
import { RequestSender } from './request-sender.js';
import { Guarded } from './guarded.decorator.js';

/** Starting. */
@Controller('v1/sagas')
@Guarded()
export class SagasController {
  constructor(private readonly sender: RequestSender) {}

  @Post(':saga')
  @HttpCode(202)
  async start(
    @Namespace() namespace: string,
    @Param('saga') saga: string,
    @BodyOfJson() body: JsonBody,
  ): Promise<Accepted> {
    if (!isName('saga name', saga)) throw new HttpRefusal('UNKNOWN_SAGA', `a saga name has ${nameRule('saga name')}`);
    return this.sender.submit({ type: 'start', namespace, saga }, body);
  }
}
