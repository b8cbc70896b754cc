import { applyDecorators, UseFilters, UseGuards } from '@nestjs/common';
import { CallersGuard } from './callers.guard.js';
import { RefusalFilter } from './refusal.filter.js';
import { TokenGuard } from './token.guard.js';

/** For whoever may call; probes and documents are for everybody. */
export const Guarded = (): ClassDecorator =>
  applyDecorators(UseGuards(CallersGuard, TokenGuard), UseFilters(RefusalFilter));
