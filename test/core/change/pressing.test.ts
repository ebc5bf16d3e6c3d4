import { describe, expect, it } from 'vitest';
import { groupChanges } from '../../../src/core/change/group.ts';
import { pressingIn } from '../../../src/core/change/pressing.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile, inventoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const window = (rrule: string): object => ({ start: '2026-01-01T22:00', rrule, duration: '2h', maxConcurrent: 5 });

interface Story {
  readonly rrule: string;
  readonly within: string;
  readonly leadTime?: string;
  readonly freeze?: object;
}

/** Is the one Change pressing at noon of Sunday, 22 November 2026? */
function isPressing({ rrule, within, leadTime = '0h', freeze }: Story): boolean | undefined {
  const asOf = at('2026-11-22T12:00:00Z');
  const decision = decided(
    {
      ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
      ...advisoryFile('CVE-2026-0001', { published: '2026-11-20T12:00:00Z' }),
      ...policyFile('base', [{ id: 'all', within }], { approvals: { scheduled: { roles: ['lead'], leadTime } } }),
      'directory/lead.yaml': yaml('Role', 'lead', { forgeTeam: 'acme/lead' }),
      'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', window(rrule)),
      ...(freeze && {
        'schedules/f.yaml': yaml('Freeze', 'quiet', { selector: { all: true }, reason: 'peace', ...freeze }),
      }),
    },
    { asOf },
  );
  const [content] = groupChanges(decision.plan, at('2026-12-20T00:00:00Z'));
  return content && pressingIn(decision.plan, decision.estate, asOf)(content);
}

describe('a Change', () => {
  it('can wait while another night comes before its deadline', () => {
    expect(isPressing({ rrule: 'FREQ=DAILY', within: '10d' })).toBe(false);
  });

  it('cannot wait when this is the last night that meets it', () => {
    expect(isPressing({ rrule: 'FREQ=DAILY', within: '3d' })).toBe(true);
  });

  it('cannot wait for a window that comes behind its deadline', () => {
    expect(isPressing({ rrule: 'FREQ=WEEKLY;BYDAY=SU', within: '8d' })).toBe(true);
    expect(isPressing({ rrule: 'FREQ=WEEKLY;BYDAY=SU', within: '10d' })).toBe(false);
  });

  it('can wait when a later run may still propose the very slot', () => {
    expect(isPressing({ rrule: 'FREQ=WEEKLY;BYDAY=TH', within: '8d' })).toBe(false);
  });

  it('cannot wait when a later run could not keep the lead time', () => {
    expect(isPressing({ rrule: 'FREQ=WEEKLY;BYDAY=TH', within: '8d', leadTime: '4d' })).toBe(true);
  });

  it('cannot wait for a night that is frozen', () => {
    const freeze = { from: '2026-11-23T00:00:00Z', to: '2026-12-05T00:00:00Z' };

    expect(isPressing({ rrule: 'FREQ=DAILY', within: '10d', freeze })).toBe(true);
  });
});
