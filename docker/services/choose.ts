import { containerAnswers, containerAddress, startContainer } from './compose.ts';
import { ensure } from './ensure.ts';
import { givenKafka, givenStore } from './given.ts';
import type { StoreName } from './kinds/kind.ts';
import { kafkaAnswers } from './probe-kafka.ts';
import { mongoAnswers } from './probe-mongo.ts';
import { say } from './say.ts';
import { Unavailable } from './unavailable.ts';

/** Where a server was found, in the order in which they are looked for. */
export interface Choice {
  how: 'given' | 'container' | 'local';
  address: string;
}

export async function chooseKafka(engine: Promise<boolean>): Promise<Choice> {
  const address = givenKafka();
  if (address) return given('KAFKA_BROKERS', address, await kafkaAnswers(address, 10_000));
  return (await container('kafka', engine)) ?? { how: 'local', address: await ensure('kafka') };
}

/** The memory store is asked for by those who measure, so no container stands in for it. */
export async function chooseStore(name: StoreName, engine: Promise<boolean>): Promise<Choice> {
  const address = givenStore();
  if (address) return given('MONGODB_URI', address, await mongoAnswers(address, 10_000, false));
  const inContainer = name === 'memory' ? undefined : await container('mongo', engine);
  return inContainer ?? { how: 'local', address: await ensure(name) };
}

function given(variable: string, address: string, answers: boolean): Choice {
  if (!answers)
    throw new Error(
      `${variable} names ${withoutPassword(address)}, and nothing answers there; without it a server is started here`,
    );
  say(`${variable} is given: ${withoutPassword(address)}`);
  return { how: 'given', address };
}

async function container(service: 'kafka' | 'mongo', engine: Promise<boolean>): Promise<Choice | undefined> {
  if (!(await engine)) return undefined;
  try {
    const runs = await containerAnswers(service, 10_000);
    const address = runs ? containerAddress(service)! : await startContainer(service);
    say(`${service}: ${runs ? 'runs already' : 'started'} in a container at ${address}`);
    return { how: 'container', address };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    say(`${service}: no container (${error.message.split('\n')[0]}); trying the tools of this machine`);
    return undefined;
  }
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//…@');
}
