import { Injectable } from '@nestjs/common';
import type { Source } from '@skald/runtime';
import { sourcesOf } from '@skald/runtime';
import type { CompensatesMetadata } from '../decorators/compensates.decorator.js';
import { CompensatesMark } from '../decorators/compensates.decorator.js';
import type { ExecutesMetadata } from '../decorators/executes.decorator.js';
import { ExecutesMark } from '../decorators/executes.decorator.js';
import type { SagaMetadata } from '../decorators/saga.decorator.js';
import { SagaMark } from '../decorators/saga.decorator.js';

/** Reads what the decorators wrote. */
@Injectable()
export class MetadataAccessor {
  saga(type: object): SagaMetadata | undefined {
    return Reflect.getMetadata(SagaMark.KEY, type) as SagaMetadata | undefined;
  }

  sources(type: object): readonly Source[] {
    return sourcesOf(type);
  }

  executes(method: object): ExecutesMetadata | undefined {
    return Reflect.getMetadata(ExecutesMark.KEY, method) as ExecutesMetadata | undefined;
  }

  compensates(method: object): CompensatesMetadata | undefined {
    return Reflect.getMetadata(CompensatesMark.KEY, method) as CompensatesMetadata | undefined;
  }
}
