import type { HealthFinding } from '../../model/health.ts';
import { counted } from '../counted.ts';
import type { Examination } from './examination.ts';

/** What could not be read or decided: errors of files, and data that was lost. */
export function examineReading({ decision: { plan }, diagnostics }: Examination): readonly HealthFinding[] {
  const remedy = 'patchledger validate shows each where it stands';
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const files = new Set(errors.flatMap(({ file }) => file ?? []));
  const where = files.size === 0 ? '' : ` in ${counted(files.size, 'file')}`;
  if (errors.length > 0) {
    const text = `${counted(errors.length, 'error')}${where}: what they say is left out of every answer`;
    return [{ hurt: 'broken', code: 'files-wrong', text, weight: errors.length, remedy }];
  }
  if (plan.incomplete.length === 0) return [];
  const [first = '', ...rest] = plan.incomplete;
  const text = `some data was lost: ${first}${rest.length === 0 ? '' : ` (and ${counted(rest.length, 'other reason')})`}`;
  return [{ hurt: 'broken', code: 'data-lost', text, weight: plan.incomplete.length, remedy }];
}
