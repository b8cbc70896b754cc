import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { nestLogger, ParticipantModule } from '@skald/nest';
import { busAndStore, log } from './adapters.js';
import { Accounts } from './accounts.js';
import { Airline, Flights } from './flights.js';
import { PaperAirline } from './paper-airline.js';

@Module({
  imports: [
    ParticipantModule.forRootAsync({
      useFactory: async () => ({ ...(await busAndStore()), log, prefix: 'trips.', group: 'trips-worker' }),
    }),
  ],
  providers: [Flights, Accounts, { provide: Airline, useClass: PaperAirline }],
})
class TripsWorkerModule {}

const app = await NestFactory.createApplicationContext(TripsWorkerModule, { logger: nestLogger(log) });
app.enableShutdownHooks();
