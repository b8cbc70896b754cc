import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { SagaClientModuleOptions } from './client-options.js';

const built = new ConfigurableModuleBuilder<SagaClientModuleOptions>({ moduleName: 'SagaClient' })
  .setClassMethodName('forRoot')
  .build();

export const ConfigurableClientModule = built.ConfigurableModuleClass;
export const clientOptions = built.MODULE_OPTIONS_TOKEN;
