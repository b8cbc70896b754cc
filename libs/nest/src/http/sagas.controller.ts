import { Body, Controller, HttpCode, Param, Post, UseFilters, UseGuards } from '@nestjs/common';
import { isName, nameRule } from '@skald/contracts';
import type { Accepted } from './answers.js';
import { BodyPipe, type JsonBody } from './body.pipe.js';
import { HttpRefusal } from './http-refusal.js';
import { Namespace } from './namespace.decorator.js';
import { RefusalFilter } from './refusal.filter.js';
import { RequestSender } from './request-sender.js';
import { TokenGuard } from './token.guard.js';

/** Starting. */
@Controller('v1/sagas')
@UseGuards(TokenGuard)
@UseFilters(RefusalFilter)
export class SagasController {
  constructor(private readonly sender: RequestSender) {}

  @Post(':saga')
  @HttpCode(202)
  async start(
    @Namespace() namespace: string,
    @Param('saga') saga: string,
    @Body(BodyPipe) body: JsonBody,
  ): Promise<Accepted> {
    if (!isName('saga name', saga)) throw new HttpRefusal('UNKNOWN_SAGA', `a saga name has ${nameRule('saga name')}`);
    return this.sender.submit({ type: 'start', namespace, saga }, body);
  }
}
