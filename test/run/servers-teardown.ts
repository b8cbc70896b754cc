import { giveBack } from '../../docker/services/index.ts';

/** After all tests: stops the shared servers if tests started them and no other run uses them. */
export default giveBack;
