import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { isName, nameRule } from '@skald/contracts';
import { HttpRefusal } from './http-refusal.js';

@Injectable()
export class WorkflowIdPipe implements PipeTransform<unknown, string> {
  transform(workflowId: unknown): string {
    if (isName('workflowId', workflowId)) return workflowId;
    throw new HttpRefusal('INVALID_INPUT', `the workflowId must be ${nameRule('workflowId')}`, '/workflowId');
  }
}
