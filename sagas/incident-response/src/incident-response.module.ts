import { Module } from '@nestjs/common';
import { IncidentResponseV1 } from './incident-response.saga.js';

/** What a coordinator hosts. */
@Module({ providers: [IncidentResponseV1] })
export class IncidentResponseSagaModule {}
