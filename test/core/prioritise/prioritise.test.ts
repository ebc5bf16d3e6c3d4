import { describe, expect, it } from 'vitest';
import type { ApprovalEvidence } from '../../../src/core/prioritise/approval.ts';
import { combineVersions } from '../../../src/core/prioritise/combine.ts';
import type { InstalledComponent } from '../../../src/core/prioritise/prepare.ts';
import { prioritise } from '../../../src/core/prioritise/prioritise.ts';
import { policyTables } from '../../../src/core/prioritise/table.ts';
import { formatInstant } from '../../../src/core/time.ts';
import type { Asset } from '../../../src/model/asset.ts';
import type { ResourceIndex } from '../../../src/model/estate.ts';
import type { ComponentAssessment } from '../../../src/model/finding.ts';
import type { Requirement } from '../../../src/model/requirement.ts';
import { approval, assessment, exception, patch } from '../../support/decisions.ts';
import { policy } from '../../support/policies.ts';
import { assessmentWith, assetWith, at, componentWith, estateWith, findingWith } from '../../support/world.ts';

const bySeverity = policy(
  'base',
  `
  rules:
    - { id: critical, when: { severity: critical }, then: { priority: immediate, within: 24h } }
    - { id: rest, then: { priority: scheduled, within: 30d } }`,
);
const published = at('2026-11-01T00:00:00Z');
const critical = findingWith({ advisory: 'CVE-2026-0001', facts: { severity: 'critical', published } });
const low = findingWith({ advisory: 'CVE-2026-0002', facts: { severity: 'low', published } });

interface World {
  readonly asOf?: string;
  readonly assets?: readonly Asset[];
  readonly resources?: ResourceIndex;
  readonly assessments?: readonly ComponentAssessment[];
  readonly pendingReboot?: boolean;
  readonly approved?: ReadonlyMap<string, ApprovalEvidence>;
}

function required(world: World = {}): readonly Requirement[] {
  const resources = { PatchPolicy: new Map([['base', bySeverity]]), ...world.resources };
  const estate = estateWith({ assets: world.assets ?? [assetWith()], resources });
  const installed = (world.assessments ?? [assessmentWith([critical, low])]).map((one): InstalledComponent => {
    return { component: one.component, assessment: one, pendingReboot: world.pendingReboot ?? false };
  });
  return prioritise({
    estate,
    installedOn: () => installed,
    tables: policyTables(estate).value,
    approvedExceptions: world.approved ?? new Map(),
    asOf: at(world.asOf ?? '2026-11-01T12:00:00Z'),
  }).value.all();
}

const only = (world: World = {}): Requirement => {
  const [requirement, ...others] = required(world);
  if (requirement === undefined || others.length > 0) throw new Error('expected one requirement');
  return requirement;
};

describe('a requirement', () => {
  it('holds all findings and obligations of a package, and the strictest bind', () => {
    const requirement = only();

    expect(requirement).toMatchObject({
      asset: 'host-1',
      target: '1.0.1',
      severity: 'critical',
      state: 'due-soon',
      priority: 'immediate',
      overdue: false,
      advisories: ['CVE-2026-0001', 'CVE-2026-0002'],
      boundBy: {
        due: { policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001' },
        priority: { policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001' },
      },
    });
    expect(requirement.due && formatInstant(requirement.due)).toBe('2026-11-02T00:00:00Z');
    expect(requirement.obligations.map(({ rule, advisory }) => [rule, advisory])).toEqual([
      ['critical', 'CVE-2026-0001'],
      ['rest', 'CVE-2026-0002'],
    ]);
  });

  it('takes due and priority from different policies where each is strictest in one', () => {
    const soon = policy('soon', 'rules: [{ id: all, then: { priority: defer, within: 1h } }]');
    const requirement = only({
      resources: {
        PatchPolicy: new Map([
          ['base', bySeverity],
          ['soon', soon],
        ]),
      },
    });

    expect(requirement.boundBy.due?.policy).toBe('soon');
    expect(requirement.boundBy.priority?.policy).toBe('base');
  });

  it('is known by asset uid, package and path, whatever the version and the name of the asset', () => {
    const other = assessmentWith([low], { component: componentWith({ version: '0.9.0' }) });
    const id = only({ assets: [assetWith({ name: 'renamed', uid: 'host-1' })], assessments: [other] }).id;

    expect(id).toBe(only().id);
    expect(id).toMatch(/^R-[0-9a-f]{12}$/);
    const copy = assessmentWith([low], { component: componentWith({ path: '/srv/app' }) });
    expect(only({ assessments: [copy] }).id).not.toBe(id);
  });

  it('stands for every asset, in the order of names', () => {
    const assets = ['a', 'b', 'c'].map((name) => assetWith({ name }));
    expect(required({ assets }).map(({ asset }) => asset)).toEqual(['a', 'b', 'c']);
  });

  it('is none where nothing is open', () => {
    const settled = findingWith({ status: 'fixed' });
    expect(required({ assessments: [assessmentWith([settled])] })).toEqual([]);
    expect(required({ assessments: [assessmentWith([])] })).toEqual([]);
  });

  it('stands without a deadline where no policy speaks, and says so', () => {
    const requirement = only({ resources: { PatchPolicy: new Map() } });

    expect(requirement).toMatchObject({ priority: 'defer', due: undefined, state: 'open' });
    expect(requirement.reasons.map(({ code }) => code)).toEqual(['no-policy']);
  });

  it('lists a policy on several ways once', () => {
    const PatchPolicy = new Map(
      ['a', 'b']
        .map((name) => [name, policy(name, 'extends: [base]\nrules: []')] as const)
        .concat([['base', bySeverity]]),
    );
    expect(only({ resources: { PatchPolicy } }).obligations.length).toBe(2);
  });
});

describe('the state of a requirement', () => {
  const unordered = findingWith({ status: 'unknown', affectedBy: [], facts: { severity: 'critical', published } });

  it.each<readonly [string, World, Partial<Requirement>]>([
    ['due-soon within a week of its due', { asOf: '2026-11-01T12:00:00Z' }, { state: 'due-soon', overdue: false }],
    ['open before', { assessments: [assessmentWith([low])] }, { state: 'open', overdue: false }],
    ['due-soon at the very instant', { asOf: '2026-11-02T00:00:00Z' }, { state: 'due-soon', overdue: false }],
    ['overdue behind it', { asOf: '2026-11-02T00:00:01Z' }, { state: 'overdue', overdue: true }],
    ['pending-reboot when the update waits for one', { pendingReboot: true }, { state: 'pending-reboot' }],
    [
      'no-fix without any target, and still overdue',
      { asOf: '2026-11-03T00:00:00Z', assessments: [assessmentWith([critical], { target: undefined })] },
      { state: 'no-fix', overdue: true },
    ],
    [
      'unknown when no version can be ordered, and never overdue for it',
      { asOf: '2026-12-03T00:00:00Z', assessments: [assessmentWith([unordered], { target: undefined })] },
      { state: 'unknown', overdue: false },
    ],
    [
      'rejected when the vendor release that is the target is rejected',
      { resources: { Patch: new Map([['p', patch('p', { approval: { state: 'rejected', reason: 'breaks' } })]]) } },
      { state: 'rejected' },
    ],
  ])('is %s', (_rule, world, wanted) => {
    expect(only(world)).toMatchObject(wanted);
  });
});

describe('an approved exception', () => {
  const forCritical = { Exception: new Map([['e', exception('e')]]) };
  const approved = new Map([['e', approval('p-2')]]);
  const asOf = '2026-11-03T00:00:00Z';

  it('that covers every finding excepts the requirement, which keeps its due and says that it passed', () => {
    const requirement = only({ asOf, resources: forCritical, approved, assessments: [assessmentWith([critical])] });

    expect(requirement).toMatchObject({ state: 'excepted', overdue: true, exception: { name: 'e' } });
    expect(requirement.due && formatInstant(requirement.due)).toBe('2026-11-02T00:00:00Z');
  });

  it('that covers some findings takes their obligations out of what binds, and shows them still', () => {
    const requirement = only({ asOf, resources: forCritical, approved });

    expect(requirement).toMatchObject({ state: 'open', priority: 'scheduled', exception: undefined });
    expect(requirement.obligations.length).toBe(2);
  });

  it('has no effect before it is approved, and none after it ended', () => {
    expect(only({ asOf, resources: forCritical }).state).toBe('overdue');
    const ended = { Exception: new Map([['e', exception('e', { expires: '2026-11-02' })]]) };
    expect(only({ asOf, resources: ended, approved }).state).toBe('overdue');
  });

  it('covers only the assets it selects', () => {
    const other = { Exception: new Map([['e', exception('e', { selector: { names: ['web-*'] } })]]) };
    expect(only({ asOf, resources: other, approved }).state).toBe('overdue');
  });
});

describe('a VEX statement', () => {
  const says = (spec: Parameters<typeof assessment>[1]): ResourceIndex => ({
    Assessment: new Map([['v', assessment('v', spec)]]),
  });

  it('of not-affected takes the finding out of the requirement', () => {
    const resources = says({ status: 'not-affected', impactStatement: 'the module is not loaded' });

    expect(only({ resources })).toMatchObject({ priority: 'scheduled', advisories: ['CVE-2026-0002'] });
    expect(required({ resources, assessments: [assessmentWith([critical])] })).toEqual([]);
  });

  it('of under-investigation leaves the clock running', () => {
    const requirement = only({ resources: says({ status: 'under-investigation' }) });

    expect(requirement.priority).toBe('immediate');
    expect(requirement.reasons.map(({ code }) => code)).toContain('under-investigation');
  });
});

describe('a Patch of the target', () => {
  it('starts the clock with the release that the vendor states', () => {
    const resources = { Patch: new Map([['p', patch('p', { releasedAt: '2026-11-01T06:00:00Z' })]]) };
    const requirement = only({ resources });

    expect(requirement.due && formatInstant(requirement.due)).toBe('2026-11-02T06:00:00Z');
    expect(requirement.obligations[0]?.assumptions).toEqual([]);
  });

  it('of another version starts none', () => {
    const resources = { Patch: new Map([['p', patch('p', { version: '2.0.0', releasedAt: '2026-11-01T06:00:00Z' })]]) };
    expect(only({ resources }).obligations[0]?.assumptions.map(({ code }) => code)).toEqual(['release-date-unknown']);
  });

  it('adds its activation, less the margin, as a deadline of its own', () => {
    const activation = { height: 21_000_000, estimatedAt: '2026-11-01T20:00:00Z', margin: '6h' };
    const requirement = only({ resources: { Patch: new Map([['p', patch('p', { activation })]]) } });

    expect(requirement.boundBy.due).toMatchObject({ policy: 'p', rule: 'activation' });
    expect(requirement.due && formatInstant(requirement.due)).toBe('2026-11-01T14:00:00Z');
    expect(requirement.governance.policies).toEqual(['base']);
  });
});

describe('a limit by the day that KEV states', () => {
  const listed = policy(
    'kev',
    'rules: [{ id: listed, when: { kev: true }, then: { priority: immediate, within: kev-due-date } }]',
  );
  const reasonsWith = (kevDueDate: string | undefined) => {
    const facts = { kev: true, published, ...(kevDueDate !== undefined && { kevDueDate }) };
    const assessments = [assessmentWith([findingWith({ advisory: 'CVE-2026-0001', facts })])];
    return only({ resources: { PatchPolicy: new Map([['kev', listed]]) }, assessments }).reasons;
  };

  it('is told as unknown where the entry states none', () => {
    expect(reasonsWith(undefined)).toEqual([
      { code: 'due-unknown', text: 'no kevDueDate is known of CVE-2026-0001, so kev/listed sets no deadline' },
    ]);
    expect(reasonsWith('2026-11-22')).toEqual([]);
  });
});

describe('what several policies ask of the visit', () => {
  const governed = (...specs: readonly string[]): Requirement['governance'] =>
    only({
      resources: {
        PatchPolicy: new Map(
          specs.map((spec, index) => {
            const name = `p${index}`;
            return [name, policy(name, `rules: [{ id: all, then: { priority: immediate, within: 24h } }]\n${spec}`)];
          }),
        ),
      },
      assessments: [assessmentWith([critical], { jump: 'major' })],
    }).governance;

  it('adds up: all roles, the longest lead time, tests, the most recent drill', () => {
    const governance = governed(
      'approvals: { immediate: { roles: [owner], leadTime: 2h } }\nrollback: { procedure: snapshot, testedWithin: 90d }',
      'approvals: { immediate: { roles: [security, owner], leadTime: 1h }, defer: { roles: [nobody] } }\ntesting: {}\nrollback: { procedure: restore, testedWithin: 30d }',
    );

    expect(governance).toMatchObject({
      policies: ['p0', 'p1'],
      approverRoles: ['owner', 'security'],
      leadTimeMs: 2 * 3_600_000,
      testing: [{ kinds: [], environment: undefined, onMirror: false, validFor: undefined }],
      rollback: { procedure: 'restore', testedWithin: '30d' },
    });
  });

  it('needs no tests where the priority is exempt', () => {
    expect(governed('testing: { exempt: [immediate] }').testing).toEqual([]);
  });

  it('wants the tests of every policy, and those that several want alike once', () => {
    const { testing } = governed(
      'testing: { kinds: [smoke, regression], validFor: 30d }',
      'testing: { kinds: [regression, smoke], validFor: 30d }',
      'testing: { onMirror: true }',
    );

    expect(testing).toEqual([
      { kinds: ['regression', 'smoke'], environment: undefined, onMirror: false, validFor: '30d' },
      { kinds: [], environment: undefined, onMirror: true, validFor: undefined },
    ]);
  });

  it('lets a jump join only where a policy allows it and none refuses it', () => {
    expect(governed('').jumpAllowed).toBe(false);
    expect(governed('jumps: [patch, minor, major]', '').jumpAllowed).toBe(true);
    expect(governed('jumps: [patch, minor, major]', 'jumps: [patch]').jumpAllowed).toBe(false);
  });

  it('bundles everything only where a policy says so and none says otherwise', () => {
    expect(governed('bundle: all', '').bundleAll).toBe(true);
    expect(governed('bundle: all', 'bundle: urgent').bundleAll).toBe(false);
  });
});

describe('several versions of one package', () => {
  it('are one requirement with all their findings and the target of the highest that has some', () => {
    const lead = assessmentWith([critical], { target: '1.0.1' });
    const higher = assessmentWith([low, { ...critical, status: 'fixed' }], { target: '4.1.0', jump: 'major' });
    const settled = assessmentWith([{ ...critical, status: 'fixed' }], { target: undefined });

    const combined = combineVersions(lead, [higher, settled]);

    expect(combined).toMatchObject({ target: '4.1.0', jump: 'major' });
    expect(combined.findings.map(({ advisory, status }) => [advisory, status])).toEqual([
      ['CVE-2026-0001', 'affected'],
      ['CVE-2026-0002', 'affected'],
    ]);
    expect(combineVersions(lead, [settled])).toBe(lead);
  });
});
