import { verify } from '../core/evidence/verify.ts';
import type { Verification } from '../model/verification.ts';
import { renderVerification, renderVerificationJson } from '../render/record/verification.ts';
import type { CommandRun } from './command.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { openDecision } from './open-estate.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';
import { runAudit } from './verify-audit.ts';

/** Compares what was approved, what is recorded as done, and what machines report. */
export const run: CommandRun = async (context, _args, options) => {
  if (options['audit'] === true) return runAudit(context, options);
  const opened = openDecision(context);
  noteProblems(context, opened.diagnostics, opened.sources);
  const { estate, decision, asOf } = opened;
  const verification = verify({ estate, book: decision.plan.book, asOf });
  const { terminal, global } = context;
  terminal.out(
    global.format === 'json' ? renderVerificationJson(verification) : renderVerification(verification, terminal.paint),
  );
  const code = exitCodeOf(context, opened.diagnostics, isOpen(verification));
  return code === exitCodes.invalid ? code : verdictOf(verification, code);
};

/** A record that machines contradict is a violation, and so is an emergency that nobody reviewed in time. */
function verdictOf({ rows, emergencies }: Verification, code: ExitCode): ExitCode {
  const isContradicted = rows.some(({ verdict }) => verdict === 'contradicted');
  const isUnreviewed = emergencies.some(({ state }) => state === 'overdue' || state === 'other-plan');
  return isContradicted || isUnreviewed ? exitCodes.violated : code;
}

/** What nobody looked at, or nobody recorded, is not known to be well. */
const isOpen = ({ rows, missed }: Verification): boolean =>
  missed.length > 0 || rows.some(({ verdict }) => verdict === 'unseen');
