import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Health, Metrics, nestLogger, openHealthServer, SagaCoordinatorModule } from '@skald/nest';
import { busAndStore, log } from './adapters.js';
import { TripV1 } from './trip.saga.js';

const health = await openHealthServer({ port: Number(process.env['SKALD_HEALTH_PORT'] ?? 9090), host: '127.0.0.1' });

@Module({
  imports: [
    SagaCoordinatorModule.forRootAsync({
      useFactory: async () => ({ ...(await busAndStore()), log, prefix: 'trips.', group: 'trips-coordinator' }),
    }),
  ],
  providers: [TripV1],
})
class TripsCoordinatorModule {}

const app = await NestFactory.createApplicationContext(TripsCoordinatorModule, { logger: nestLogger(log) });
app.enableShutdownHooks();
health.watch({ health: app.get(Health), metrics: app.get(Metrics) });
