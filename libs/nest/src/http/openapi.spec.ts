import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openGateway, type OpenGateway } from './gateway-rig.for-spec.js';
import { openApiDocument } from './openapi-document.js';

let gateway: OpenGateway;

describe('what everybody may ask over HTTP', () => {
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.application.close());

  it('says whether it lives and is ready, and what Prometheus wants to know', async () => {
    expect(await gateway.call('/health/live')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await gateway.call('/health/ready')).toEqual({ status: 200, body: { status: 'ok', problems: [] } });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/^skald_coordinator_ready 1$/m);
    expect(metrics).toMatch(/^process_cpu_seconds_total /m);
  });

  it('describes exactly its routes', async () => {
    const { body } = await gateway.call('/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
    const verbs = ['cancel', 'terminate', 'retry', 'skip', 'resolve', 'pause', 'resume'];
    const routed = routesOf(gateway.application).flatMap((route) =>
      route.endsWith('/{verb}') ? verbs.map((verb) => route.replace('{verb}', verb)) : [route],
    );
    const described = Object.entries(openApiDocument.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(routed.sort());
    for (const [, name] of JSON.stringify(openApiDocument).matchAll(/"#\/components\/([^"]+)"/g)) {
      const [kind, key] = name!.split('/') as [keyof typeof openApiDocument.components, string];
      expect(openApiDocument.components[kind]).toHaveProperty(key);
    }
  });
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

function routesOf(nest: NestExpressApplication): string[] {
  const express = nest
    .get(HttpAdapterHost)
    .httpAdapter.getInstance<{ readonly router: { readonly stack: readonly Layer[] } }>();
  return express.router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map(
          (method) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
        ),
  );
}
