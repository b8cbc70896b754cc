import type { InstanceFilter } from '@skald/ports';
import type { mongo } from 'mongoose';
import type { ProjectionDocument } from './projection-document.js';
import { storedPayloads } from './payload/stored-payload.js';

type Attribute = NonNullable<InstanceFilter['attributes']>[number];

/** How a server finds key and value in one element: by index where it can, else by the whole element, written k then v. */
export type AttributeMatching = 'element' | 'whole';

export function attributeCondition({ k, v }: Attribute, matching: AttributeMatching): mongo.Filter<ProjectionDocument> {
  const { attributes } = storedPayloads({ attributes: [{ k, v }] });
  const [stored] = attributes;
  return { attributes: matching === 'element' ? { $elemMatch: stored! } : { $all: [stored!] } };
}
