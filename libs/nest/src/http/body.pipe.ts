import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { HttpRefusal } from './http-refusal.js';

export type JsonBody = Readonly<Record<string, unknown>>;

/** A JSON object, or nothing at all. */
@Injectable()
export class BodyPipe implements PipeTransform<unknown, JsonBody> {
  transform(body: unknown): JsonBody {
    if (body === undefined) return {};
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonBody;
    throw new HttpRefusal('INVALID_INPUT', 'the body must be a JSON object');
  }
}
