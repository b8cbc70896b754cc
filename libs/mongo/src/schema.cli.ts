import { parseArgs } from 'node:util';
import { StoreUnavailable } from '@skald/ports';
import mongoose from 'mongoose';
import { readUri } from './connection/mongo-uri.js';
import { MongoRefused, notConnected } from './connection/refused.js';
import { applySchema, collections, printSchema } from './schema/schema.mongo.js';

const usage = `schema            print what Skald needs in MongoDB, as commands of mongosh
schema --apply    create what is missing in the database that MONGODB_URI names (else: skald)`;

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { apply: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(usage);
  if (!values.apply) return console.log(printSchema());
  const uri = process.env['MONGODB_URI'];
  if (!uri) throw new MongoRefused('MONGODB_URI is not set: say where, as in MONGODB_URI=mongodb://host:27017/skald');
  await apply(uri);
}

async function apply(uri: string): Promise<void> {
  const { database, where } = readUri(uri);
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    const created = await applySchema(client.db(database));
    const all = Object.keys(collections).join(', ');
    console.log(
      created.length === 0 ? `${database} at ${where} has everything: ${all}` : `created in ${database} at ${where}:`,
    );
    for (const name of created) console.log(`  ${name}`);
  } catch (error) {
    throw notConnected(error instanceof StoreUnavailable ? error.cause : error, where);
  } finally {
    await client.close();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`schema: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
