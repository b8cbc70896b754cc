import { Controller, Get } from '@nestjs/common';
import { openApiDocument } from './openapi-document.js';

@Controller()
export class OpenApiController {
  @Get('openapi.json')
  document(): unknown {
    return openApiDocument;
  }
}
