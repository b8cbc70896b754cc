export { Alerts } from './alerts.js';
export {
  acknowledged,
  approvePlaybook,
  incidentResponse,
  page,
  resolved,
  runPlaybook,
} from './incident-response.contracts.js';
export type { Closed, Incident, IncidentView } from './incident-response.contracts.js';
export { IncidentResponseSagaModule } from './incident-response.module.js';
export { IncidentResponseV1 } from './incident-response.saga.js';
export { IncidentResponseParticipantsModule } from './participants/participants.module.js';
