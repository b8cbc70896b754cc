import { Module } from '@nestjs/common';
import { Alerts } from './alerts.js';

/** What a coordinator hosts where `alerts.raised` and `alerts.updates` are there. */
@Module({ providers: [Alerts] })
export class IncidentAlertsModule {}
