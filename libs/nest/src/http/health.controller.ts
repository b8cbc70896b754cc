import { Controller, Get, Header, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Health } from '../health/health.js';
import { Metrics } from '../health/metrics.js';

/** For probes, which know no token. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly adapters: HttpAdapterHost,
  ) {}

  @Get('health/live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  async ready(@Res() response: unknown): Promise<void> {
    const { ready, problems } = await this.health.ready();
    this.adapters.httpAdapter.reply(response, { status: ready ? 'ok' : 'unavailable', problems }, ready ? 200 : 503);
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async text(): Promise<string> {
    return this.metrics.text();
  }
}
