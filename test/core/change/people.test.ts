import { describe, expect, it } from 'vitest';
import { peopleOf } from '../../../src/core/change/people.ts';
import { linked, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const people = [{ id: 'ada', login: 'ada-l' }, { id: 'bob', login: 'bob-x' }, { id: 'cy' }];
const files = {
  'directory/data.yaml': yaml('Team', 'data', { lead: 'ada', people }),
  'directory/web.yaml': yaml('Team', 'web', { forgeTeam: 'acme/web' }),
  'directory/lead.yaml': yaml('Role', 'lead', {
    holders: [{ person: 'bob', until: '2026-11-30' }, { person: 'ada', from: '2026-12-01' }, { person: 'cy' }],
  }),
  'directory/risk.yaml': yaml('Role', 'risk', { forgeTeam: 'acme/risk' }),
};
const asked = (team: string, approvers: readonly string[], when = '2026-11-22T12:00:00Z') =>
  peopleOf({ team, approvers }, linked(files).estate, at(when));

describe('who is asked to review', () => {
  it('are the holders of the approver roles on that day, as far as the forge knows them', () => {
    expect(asked('data', ['lead'])).toEqual({ reviewers: ['bob-x'], assignees: ['ada-l'] });
    expect(asked('data', ['lead'], '2026-12-02T12:00:00Z').reviewers).toEqual(['ada-l']);
  });

  it('is the team of the forge where a role is one', () => {
    expect(asked('data', ['lead', 'risk']).reviewers).toEqual(['acme/risk', 'bob-x']);
  });

  it('is the owning team where no policy names an approver', () => {
    expect(asked('web', [])).toEqual({ reviewers: ['acme/web'], assignees: [] });
    expect(asked('nobody', [])).toEqual({ reviewers: [], assignees: [] });
  });
});
