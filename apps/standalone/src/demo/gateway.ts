import type { SagaEvent } from '@skald/contracts';

export type ToldEvent = SagaEvent & { readonly seq: number; readonly at: string };

/** The HTTP interface, as any program would use it. */
export class Gateway {
  constructor(private readonly port: number) {}

  async start(saga: string, workflowId: string, input: unknown): Promise<void> {
    await this.#post(`/v1/sagas/${saga}`, { workflowId, input });
  }

  async signal(workflowId: string, name: string, payload: unknown): Promise<void> {
    await this.#post(`/v1/instances/${workflowId}/signals/${name}`, { payload });
  }

  async history(workflowId: string): Promise<ToldEvent[]> {
    const answer = await fetch(this.#url(`/v1/instances/${workflowId}/history`));
    if (!answer.ok) return [];
    return ((await answer.json()) as { events: ToldEvent[] }).events;
  }

  async #post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(this.#url(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  #url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }
}
