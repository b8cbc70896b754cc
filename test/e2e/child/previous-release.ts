import { Module } from '@nestjs/common';
import { Saga } from '@skald/nest';
import { relay, RelayV1 } from './relay-saga.ts';

Saga(relay, { version: 1 })(RelayV1);

/** The release before: it knows version 1 alone. */
export class PreviousRelease {}
Module({ providers: [RelayV1] })(PreviousRelease);
