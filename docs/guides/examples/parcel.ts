import { Injectable } from '@nestjs/common';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { Saga, SagaClient } from '@skald/nest';
import { z } from 'zod';

export const scanned = defineSignal('scanned', z.object({ stop: z.number(), place: z.string() }));
export const parcel = defineSaga('parcel', {
  input: z.object({ stops: z.number() }),
  output: z.array(z.string()),
  signals: [scanned],
});

@Saga(parcel, { version: 1, escalateAfter: '7 days' })
export class ParcelV1 {
  async run(ctx: SagaContext, { stops }: { stops: number }): Promise<string[]> {
    const early = new Map<number, string>();
    const way: string[] = [];
    for await (const { stop, place } of ctx.signals(scanned, { escalateAfter: '1 day' })) {
      early.set(stop, place);
      for (let next = early.get(way.length); next !== undefined; next = early.get(way.length)) way.push(next);
      if (way.length === stops) break;
    }
    return way;
  }
}

@Injectable()
export class Scanners {
  constructor(private readonly sagas: SagaClient) {}

  async scan(parcelId: string, scanId: string, stop: number, place: string): Promise<string[]> {
    const handle = await this.sagas.signalWithStart(parcel, scanned, {
      workflowId: parcelId,
      input: { stops: 3 },
      payload: { stop, place },
      signalId: scanId,
    });
    return handle.result();
  }

  async announce(parcelId: string): Promise<void> {
    await this.sagas.start(parcel, { workflowId: parcelId, input: { stops: 3 }, delay: '2 hours' });
  }
}
