import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ParticipantModuleOptions } from './participant-options.js';

const built = new ConfigurableModuleBuilder<ParticipantModuleOptions>({ moduleName: 'Participant' })
  .setClassMethodName('forRoot')
  .build();

export const ConfigurableParticipantModule = built.ConfigurableModuleClass;
export const participantOptions = built.MODULE_OPTIONS_TOKEN;
