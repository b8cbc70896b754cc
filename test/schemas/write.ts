import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, schemas } from './schemas.ts';

// npm run schemas
const texts = await schemas();
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (!texts.has(file)) rmSync(join(folder, file));
for (const [file, text] of texts) writeFileSync(join(folder, file), text);
