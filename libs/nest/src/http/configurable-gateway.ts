import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { GatewayModuleOptions } from './gateway-options.js';

const built = new ConfigurableModuleBuilder<GatewayModuleOptions>({ moduleName: 'Gateway' })
  .setClassMethodName('forRoot')
  .build();

export const ConfigurableGatewayModule = built.ConfigurableModuleClass;
export const gatewayOptions = built.MODULE_OPTIONS_TOKEN;
