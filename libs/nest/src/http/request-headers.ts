import type { ExecutionContext } from '@nestjs/common';

/** The headers of a request, whatever adapter took it. */
export function headersOf(context: ExecutionContext): Readonly<Record<string, string | undefined>> {
  return context.switchToHttp().getRequest<{ readonly headers: Readonly<Record<string, string | undefined>> }>()
    .headers;
}
