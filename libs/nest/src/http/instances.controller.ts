import { Controller, Get, Inject, Param, Query as QueryOf } from '@nestjs/common';
import { instanceKey, parseInstanceKey } from '@skald/contracts';
import { describeInstance, NotFound } from '@skald/runtime';
import type { HistoryPage, Instance, InstancePage } from './answers.js';
import { gatewayOptions } from './configurable-gateway.js';
import type { GatewayModuleOptions } from './gateway-options.js';
import { GatewayClient } from './gateway-client.js';
import type { Query } from './list-query.js';
import { readHistoryQuery, readListQuery } from './list-query.js';
import { Namespace } from './namespace.decorator.js';
import { withoutContents } from './without-contents.js';
import { Guarded } from './guarded.decorator.js';
import { WorkflowIdPipe } from './workflow-id.pipe.js';

/** Looking up: reads projections and journal, asks nobody. */
@Controller('v1/instances')
@Guarded()
export class InstancesController {
  constructor(
    @Inject(gatewayOptions) private readonly options: GatewayModuleOptions,
    private readonly client: GatewayClient,
  ) {}

  @Get()
  async list(@Namespace() namespace: string, @QueryOf() query: Query): Promise<InstancePage> {
    const { filter, limit, cursor } = readListQuery(namespace, query);
    const page = await this.options.store.instances.list(filter, limit, cursor);
    const unreadable = page.unreadable?.map((error) => ({
      workflowId: parseInstanceKey(error.instance).workflowId,
      message: withoutContents(error),
    }));
    return {
      instances: page.instances.map(describeInstance),
      ...(unreadable !== undefined && { unreadable }),
      ...(page.cursor !== undefined && { cursor: page.cursor }),
    };
  }

  @Get(':workflowId')
  async find(
    @Namespace() namespace: string,
    @Param('workflowId', WorkflowIdPipe) workflowId: string,
  ): Promise<Instance> {
    return this.client.describe({ namespace, workflowId });
  }

  /** Events of the turns after the one numbered `after`; `after` of the answer asks for the next page. */
  @Get(':workflowId/history')
  async history(
    @Namespace() namespace: string,
    @Param('workflowId', WorkflowIdPipe) workflowId: string,
    @QueryOf() query: Query,
  ): Promise<HistoryPage> {
    const { after, limit } = readHistoryQuery(query);
    const instance = instanceKey({ namespace, workflowId });
    const turns = await this.options.store.journal.page(instance, after, limit);
    if (turns.length === 0 && after < 0) throw new NotFound(workflowId, 'there is no such instance');
    const events = turns.flatMap(({ seq, run, at, events: ofTurn }) =>
      ofTurn.map((event) => ({ run, ...event, seq, at: new Date(at).toISOString() })),
    );
    return { events, ...(turns.length === limit && { after: turns.at(-1)!.seq }) };
  }
}
