import { exitCode, sum, told } from './tally.ts';
import { verify } from './verify-parts.ts';

const tally = sum(await verify());
console.log(told(tally));
process.exitCode = exitCode(tally);
