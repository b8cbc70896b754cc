import { Module } from '@nestjs/common';
import { Saga } from '@skald/nest';
import { relay, RelayV1, RelayV2 } from './relay-saga.ts';

Saga(relay, { version: 1 })(RelayV1);
Saga(relay, { version: 2 })(RelayV2);

/** The next release: version 2 stands beside version 1. */
export class NextRelease {}
Module({ providers: [RelayV1, RelayV2] })(NextRelease);
