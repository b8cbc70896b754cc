import type { OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { ActivityHandler } from '@skald/runtime';
import { handlerBreaker } from '../breaker/handler-breaker.js';
import { BootRefused } from '../errors/boot-refused.error.js';
import { participantOptions } from './configurable-participant.js';
import { handlerProblems } from './handler-problems.js';
import type { FoundHandlers } from './handler.explorer.js';
import { HandlerExplorer } from './handler.explorer.js';
import type { ParticipantModuleOptions } from './participant-options.js';
import { RpcCalls } from './rpc-call.js';

/** Turns the methods that were found into handlers, once they passed the boot checks. */
@Injectable()
export class HandlerRegistrar implements OnModuleInit {
  #found: FoundHandlers = { executes: [], compensates: [] };

  constructor(
    private readonly explorer: HandlerExplorer,
    private readonly calls: RpcCalls,
    @Inject(participantOptions) private readonly options: ParticipantModuleOptions,
  ) {}

  /** @throws BootRefused */
  onModuleInit(): void {
    this.#found = this.explorer.explore();
    const problems = handlerProblems(this.#found, this.options.bindings);
    if (problems.length > 0) throw new BootRefused(problems);
  }

  /** Made when the application is complete, since filters and guards may be added until then. */
  handlers(): readonly ActivityHandler[] {
    const { executes, compensates } = this.#found;
    const contracts = new Map([...executes, ...compensates].map(({ contract }) => [contract.name, contract]));
    return [...contracts.values()].map((contract) => {
      const forward = executes.find((found) => found.contract === contract);
      const undo = compensates.find((found) => found.contract === contract);
      const { concurrency, exclusive, breaker } = forward?.options ?? {};
      return {
        contract,
        ...(forward !== undefined && { execute: this.calls.to(forward.instance, forward.method) }),
        ...(undo !== undefined && { compensate: this.calls.to(undo.instance, undo.method) }),
        ...(concurrency !== undefined && { concurrency }),
        ...(exclusive !== undefined && { exclusive }),
        ...(breaker !== undefined && { breaker: handlerBreaker(contract, breaker) }),
      };
    });
  }
}
