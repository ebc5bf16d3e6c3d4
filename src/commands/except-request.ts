import { ask } from '../adapters/ask.ts';
import { nearest } from '../core/estate/nearest.ts';
import { type ExceptionRequest, treatments } from '../core/exception/draft.ts';
import { exceptionEnd, usualExceptionLength } from '../core/exception/end.ts';
import { unknownRequester } from '../core/exception/requester.ts';
import { formatZoned } from '../core/time.ts';
import type { Asset } from '../model/asset.ts';
import type { ExceptionEnd } from '../model/exception-draft.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';

/** What only people can say of an exception. */
type SpokenRequest = Pick<ExceptionRequest, 'treatment' | 'reason' | 'controls' | 'requestedBy' | 'end'>;

/** Reads what the command line says of an exception, and asks for what it must say where somebody can answer. */
export async function readExceptionRequest(
  context: CommandContext,
  options: CommandOptions,
  opened: OpenEstate,
  asset: Asset,
): Promise<SpokenRequest> {
  const treatment = readTreatment(options['treatment']);
  const end = readEnd(options['expires'], opened);
  const controls = readControls(options['control'], treatment, asset);
  const requestedBy = await answer(context, options['by'], {
    question: 'Who asks for it (id of a person)?',
    missing: 'an exception needs the person who asks for it',
    hint: 'say who with --by and the id that a Team lists',
  });
  const wrong = unknownRequester(opened.estate, requestedBy);
  if (wrong !== undefined) throw new CommandError(`no Team lists the person ${requestedBy}`, { hint: wrong });
  const reason = await answer(context, options['reason'], {
    question: 'Why must it wait?',
    missing: 'an exception needs a reason',
    hint: 'say why with --reason',
  });
  return { treatment, end, controls, requestedBy, reason };
}

function readTreatment(given: CommandOptions[string]): ExceptionRequest['treatment'] {
  if (given === undefined) return treatments[0];
  const known = treatments.find((treatment) => treatment === given);
  if (known !== undefined) return known;
  const near = nearest(String(given), treatments);
  throw new CommandError(`--treatment ${String(given)} is no treatment of a risk`, {
    hint: near === undefined ? `one of ${treatments.join(', ')}` : `did you mean ${near}?`,
  });
}

function readEnd(given: CommandOptions[string], { estate, asOf }: OpenEstate): ExceptionEnd {
  const text = given === undefined ? usualExceptionLength : String(given);
  const end = exceptionEnd(text, asOf, estate.workspace);
  if (end === undefined) {
    throw new CommandError(`--expires ${text} is neither a day nor a length of time`, {
      hint: 'write 2027-03-31, or 14d, 2w, 1mo or 10bd from now',
    });
  }
  if (end.at > asOf) return end;
  throw new CommandError(`--expires ${text} has passed: it is ${formatZoned(asOf, estate.workspace.timeZone)}`, {
    hint: 'an exception ends in the future',
  });
}

/** Mitigation is what protects meanwhile; without a control it would be acceptance under another name. */
function readControls(
  given: CommandOptions[string],
  treatment: ExceptionRequest['treatment'],
  { name, controls: inPlace }: Asset,
): readonly string[] {
  const controls = [given].flat().flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []));
  if (controls.length > 0 || treatment !== 'mitigate') return controls;
  throw new CommandError('to mitigate, an exception needs a compensating control', {
    hint:
      inPlace.length === 0
        ? 'name what protects meanwhile with --control, or choose another --treatment'
        : `name what protects meanwhile with --control; ${name} lists ${inPlace.join(', ')}`,
  });
}

async function answer(
  { terminal }: CommandContext,
  given: CommandOptions[string],
  { question, missing, hint }: { readonly question: string; readonly missing: string; readonly hint: string },
): Promise<string> {
  const text = typeof given === 'string' ? given : terminal.interactive ? await ask(question) : '';
  if (text.trim() === '') throw new CommandError(missing, { hint });
  return text.trim();
}
