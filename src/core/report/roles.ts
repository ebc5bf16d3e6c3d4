import type { Estate } from '../../model/estate.ts';
import type { Role } from '../../model/generated/role.ts';
import type { ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import { localDate } from '../time.ts';
import { codeCell, codesCell, counted, placeCell, textCell } from './cells.ts';
import { commonGaps, presenceGap, sumsGap } from './gaps.ts';
import { placeOf, type ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** D12: who is accountable for what, as of the day of the report, and which duties one person must not hold together. */
export function rolesDocument(input: ReportInput): ReportDocument {
  const { estate } = input.decision;
  const roles = [...(estate.resources.Role?.values() ?? [])];
  const held = roles.map((role) => ({ role, people: holdersOn(estate, role, dayOf(input)) }));
  const duties = responsibilityRows(roles);
  const conflicts = conflictRows(held);
  const sections: readonly ReportSection[] = [
    { title: 'Roles and people', text: [`As of ${dayOf(input)}.`], tables: [roleTable(input, held)] },
    { title: 'Responsibilities', text: [], tables: [responsibilityTable(input, duties)] },
    {
      title: 'Separation of duties',
      text: ['Roles that the same person must not use on the same change, and who holds both today.'],
      tables: [conflictTable(input, conflicts)],
    },
  ];
  return {
    id: 'D12',
    slug: 'roles',
    title: 'Roles and responsibilities',
    question: 'Who is accountable?',
    summary: [
      `${counted(roles.length, 'role')}; ${counted(conflicts.filter(({ both }) => both.length > 0).length, 'conflict')} ` +
        'of duties in which one person holds both roles.',
    ],
    gaps: [
      ...commonGaps(input),
      presenceGap('roles are named', 'the directory', roles.length, 'no Role is in the estate: nobody is accountable'),
      {
        check: 'every role is held by somebody',
        lookedAt: counted(roles.length, 'role'),
        found: held.filter(({ people }) => people.length === 0).map(({ role }) => role.name),
      },
      {
        check: 'somebody is accountable for every activity',
        lookedAt: counted(duties.length, 'activity'),
        found: duties.filter((duty) => !isAccounted(duty)).map(({ activity }) => activity),
      },
      {
        check: 'nobody holds two roles that are kept apart',
        lookedAt: counted(conflicts.length, 'pair'),
        found: conflicts.flatMap(({ one, other, both }) => both.map((person) => `${person}: ${one} and ${other}`)),
      },
      sumsGap(sections),
    ],
    sections,
    limits: [
      'Holding two roles that are kept apart is shown here; using both on one change is shown with the approval of that change.',
      'Who holds a role outside this estate, such as an owner of the forge, is not known here.',
    ],
  };
}

const dayOf = ({ decision: { plan } }: ReportInput): string => localDate(plan.asOf, plan.timeZone);

interface Held {
  readonly role: Resource<'Role'>;
  /** Ids, sorted. */
  readonly people: readonly string[];
}

/** Holders on a day, delegates among them, and the members of the teams that hold the role. */
function holdersOn({ resources }: Estate, { document }: Resource<'Role'>, day: string): readonly string[] {
  const { holders = [], teams = [] } = document.spec;
  const named = holders
    .filter(({ from = day, until = day }) => from <= day && day <= until)
    .map(({ person }) => person);
  const members = teams.flatMap((team) => resources.Team?.get(team)?.document.spec.people ?? []).map(({ id }) => id);
  return [...new Set([...named, ...members])].sort();
}

const filesOf = ({ resources }: Estate): readonly string[] => [
  ...new Set(
    [...(resources.Role?.values() ?? []), ...(resources.Team?.values() ?? [])].map(({ origin }) => origin.file),
  ),
];

const directorySource = (estate: Estate) => [{ what: 'directory', files: [...filesOf(estate)].sort() }];

function roleTable({ decision: { estate }, locate }: ReportInput, items: readonly Held[]): ReportTable {
  const { cells } = directoryOf(estate);
  const delegates = ({ document }: Resource<'Role'>): readonly string[] =>
    (document.spec.holders ?? []).filter(({ delegate }) => delegate === true).map(({ person }) => person);
  const columns: readonly ColumnOf<Held>[] = [
    { key: 'role', title: 'Role', cell: ({ role }) => codeCell(role.name) },
    { key: 'name', title: 'Called', cell: ({ role }) => textCell(role.document.spec.displayName, 'as its id') },
    {
      key: 'answersFor',
      title: 'Answers for',
      cell: ({ role }) => textCell(role.document.spec.description, 'not stated'),
    },
    { key: 'people', title: 'Held by', cell: ({ people }) => cells(people, 'nobody') },
    { key: 'delegates', title: 'Of them standing in', cell: ({ role }) => cells(delegates(role), 'none') },
    {
      key: 'forgeTeam',
      title: 'Team of the forge',
      cell: ({ role }) => codeCell(role.document.spec.forgeTeam, 'none'),
    },
    {
      key: 'source',
      title: 'Source',
      cell: ({ role }) => placeCell(placeOf(locate, role.origin, ['metadata', 'name'])),
    },
  ];
  return tableOf({
    id: 'd12-roles',
    caption: 'Every role',
    columns,
    items,
    whenEmpty: 'No role is named: nobody is known to be accountable.',
    population: populationOf({
      unit: 'role',
      sources: directorySource(estate),
      rowsIn: estate.resources.Role?.size ?? 0,
      items,
      by: 'holding',
      labelOf: ({ people }) => (people.length > 0 ? 'held' : 'vacant'),
    }),
  });
}

type Part = NonNullable<Role['spec']['responsibilities']>[number];

/** The letters that everybody reads a responsibility matrix by. */
const letters = { responsible: 'R', accountable: 'A', consulted: 'C', informed: 'I' } as const;

interface ResponsibilityRow {
  readonly activity: string;
  readonly parts: readonly { readonly role: string; readonly part: Part['part'] }[];
}

const isAccounted = ({ parts }: ResponsibilityRow): boolean => parts.some(({ part }) => part === 'accountable');

function responsibilityRows(roles: readonly Resource<'Role'>[]): readonly ResponsibilityRow[] {
  const cells = roles.flatMap(({ name, document }) =>
    (document.spec.responsibilities ?? []).map(({ activity, part }) => ({ activity, role: name, part })),
  );
  return [...new Set(cells.map(({ activity }) => activity))]
    .sort()
    .map((activity) => ({ activity, parts: cells.filter((cell) => cell.activity === activity) }));
}

function responsibilityTable({ decision: { estate } }: ReportInput, items: readonly ResponsibilityRow[]): ReportTable {
  const parts = Object.entries(letters) as [Part['part'], string][];
  return tableOf<ResponsibilityRow>({
    id: 'd12-responsibilities',
    caption: 'Responsibility matrix (RACI)',
    columns: [
      { key: 'activity', title: 'Activity', cell: ({ activity }) => textCell(activity) },
      ...parts.map(([part, letter]) => ({
        key: part,
        title: `${letter}: ${part}`,
        cell: (row: ResponsibilityRow) =>
          codesCell(
            row.parts.filter((one) => one.part === part).map(({ role }) => role),
            'nobody',
          ),
      })),
    ],
    items,
    whenEmpty: 'No role states its part in the work.',
    population: populationOf({
      unit: 'activity',
      sources: directorySource(estate),
      rowsIn: items.length,
      items,
      by: 'accountability',
      labelOf: (row) => (isAccounted(row) ? 'somebody accountable' : 'nobody accountable'),
    }),
  });
}

interface Conflict {
  readonly one: string;
  readonly other: string;
  /** People who hold both today. */
  readonly both: readonly string[];
}

/** A conflict holds both ways, whichever of the two roles states it; it is listed once. */
function conflictRows(held: readonly Held[]): readonly Conflict[] {
  const people = new Map(held.map((one) => [one.role.name, one.people] as const));
  const pairs = held.flatMap(({ role }) =>
    (role.document.spec.conflictsWith ?? []).map((other) => [role.name, other].sort().join('\u0000')),
  );
  return [...new Set(pairs)].sort().map((pair) => {
    const [one = '', other = ''] = pair.split('\u0000');
    return { one, other, both: (people.get(one) ?? []).filter((person) => people.get(other)?.includes(person)) };
  });
}

function conflictTable({ decision: { estate } }: ReportInput, items: readonly Conflict[]): ReportTable {
  const { cells } = directoryOf(estate);
  return tableOf<Conflict>({
    id: 'd12-conflicts',
    caption: 'Roles that are kept apart',
    columns: [
      { key: 'one', title: 'Role', cell: ({ one }) => codeCell(one) },
      { key: 'other', title: 'Kept apart from', cell: ({ other }) => codeCell(other) },
      { key: 'both', title: 'Held together by', cell: ({ both }) => cells(both, 'nobody') },
    ],
    items,
    whenEmpty: 'No role is kept apart from another.',
    population: populationOf({
      unit: 'pair of roles',
      sources: directorySource(estate),
      rowsIn: items.length,
      items,
      by: 'verdict',
      labelOf: ({ both }) => (both.length > 0 ? 'held together' : 'apart'),
    }),
  });
}
