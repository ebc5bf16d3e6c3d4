import { configureGlobal } from 'fast-check';

/**
 * Property tests draw the same values in every run, so that a gate says the same of the same commit.
 * `PATCHLEDGER_SEED=<number>` explores others; a failure that it finds becomes an example of its own.
 */
configureGlobal({ seed: Number(process.env['PATCHLEDGER_SEED'] ?? 20_261_122) });
