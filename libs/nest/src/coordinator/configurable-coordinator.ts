import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { CoordinatorModuleOptions } from './coordinator-options.js';

const built = new ConfigurableModuleBuilder<CoordinatorModuleOptions>({ moduleName: 'SagaCoordinator' })
  .setClassMethodName('forRoot')
  .build();

export const ConfigurableCoordinatorModule = built.ConfigurableModuleClass;
export const coordinatorOptions = built.MODULE_OPTIONS_TOKEN;
