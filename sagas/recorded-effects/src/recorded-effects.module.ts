import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { EffectStore } from './effect-store.js';
import { RecordedEffects } from './recorded-effects.js';

export interface RecordedEffectsOptions {
  readonly effects: EffectStore;
}

/** What the participants of an example need to write down what they do. */
@Module({})
export class RecordedEffectsModule {
  static forRoot({ effects }: RecordedEffectsOptions): DynamicModule {
    return {
      module: RecordedEffectsModule,
      providers: [{ provide: EffectStore, useValue: effects }, RecordedEffects],
      exports: [RecordedEffects],
    };
  }
}
