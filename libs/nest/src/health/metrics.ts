import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Lifecycle } from '../life/lifecycle.js';
import { Meters } from './meters.js';

/** What Prometheus reads: the process, and what each part of it says of itself. */
@Injectable()
export class Metrics {
  #gauges: Map<string, Gauge> | undefined;

  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly meters: Meters,
  ) {}

  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  async text(): Promise<string> {
    // Watching the process costs a timer, so it begins when somebody asks.
    if (this.#gauges === undefined) {
      collectDefaultMetrics({ register: this.meters.registry, eventLoopMonitoringPrecision: 100 });
      this.#gauges = new Map();
    }
    for (const part of this.lifecycle.parts) {
      const { ready, gauges } = part.health();
      for (const [name, value] of Object.entries({ ready: Number(ready), ...gauges })) {
        this.#gauge(`skald_${part.name}_${name}`).set(value);
      }
    }
    return this.meters.registry.metrics();
  }

  #gauge(name: string): Gauge {
    let gauge = this.#gauges!.get(name);
    if (gauge === undefined) {
      gauge = new Gauge({ name, help: name.replaceAll('_', ' '), registers: [this.meters.registry] });
      this.#gauges!.set(name, gauge);
    }
    return gauge;
  }
}
