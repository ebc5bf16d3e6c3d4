import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { ApprovalNeed, Estate } from '../../model/estate.ts';
import type { SourceFile } from '../../model/source.ts';
import { needText } from '../evidence/approval-needs.ts';
import { type OwnerRule, ownerRule, readCodeowners } from './codeowners.ts';

/** A path that is to be merged and what must be given to approve it. */
export interface OwnedPath {
  readonly path: string;
  readonly needs: readonly ApprovalNeed[];
}

/** Where GitHub looks for the file, first one first. */
export const codeownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/**
 * Judges whether the forge will ask the right people: for every path, each role or team that must approve has an
 * owner that stands for it, be it its team of the forge or a login of somebody who belongs to it. Who the forge then asks is its
 * own affair.
 */
export function ownerProblems(
  paths: readonly OwnedPath[],
  codeowners: SourceFile | undefined,
  estate: Estate,
): readonly Diagnostic[] {
  const asked = paths.filter(({ needs }) => needs.length > 0);
  if (asked.length === 0) return [];
  if (codeowners === undefined) return [diagnostic('check/owners-absent', {})];
  const rules = readCodeowners(codeowners.text);
  return asked.flatMap(({ path, needs }) => {
    const rule = ownerRule(rules, path);
    return needs
      .filter((need) => !standsFor(rule, need, estate))
      .map((need) => {
        const args = { path, role: needText(need), owner: wantedOwner(need, estate) };
        return diagnostic('check/owner-missing', args, { at: placeOf(codeowners, rule) });
      });
  });
}

function placeOf({ path, text }: SourceFile, rule: OwnerRule | undefined) {
  if (rule === undefined) return { file: path };
  const length = text.split(/\r?\n/)[rule.line - 1]?.length ?? 0;
  const [start, end] = [
    { line: rule.line, column: 1 },
    { line: rule.line, column: length + 1 },
  ];
  return { file: path, range: { start, end } };
}

function standsFor(rule: OwnerRule | undefined, need: ApprovalNeed, estate: Estate): boolean {
  const owners = new Set((rule?.owners ?? []).map((owner) => owner.toLowerCase()));
  return ownersOf(need, estate).some((owner) => owners.has(owner.toLowerCase()));
}

const wantedOwner = (need: ApprovalNeed, estate: Estate): string =>
  ownersOf(need, estate)[0] ?? `somebody who ${need.from === 'role' ? 'holds' : 'belongs to'} ${need.name}`;

/** Every owner that may stand for it: its team of the forge first, then the logins and addresses of its people. */
function ownersOf({ from, name }: ApprovalNeed, { resources }: Estate): readonly string[] {
  const role = from === 'role' ? resources.Role?.get(name)?.document.spec : undefined;
  const names = from === 'role' ? (role?.teams ?? []) : [name];
  const teams = names.flatMap((team) => resources.Team?.get(team)?.document.spec ?? []);
  const holders = new Set((role?.holders ?? []).map(({ person }) => person));
  const everybody = [...(resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  const people = [
    ...everybody.filter(({ id }) => holders.has(id)),
    ...teams.flatMap(({ people: members = [] }) => members),
  ];
  return [
    ...[role?.forgeTeam, ...teams.map(({ forgeTeam }) => forgeTeam)].flatMap((team) =>
      team === undefined ? [] : [`@${team}`],
    ),
    ...people.flatMap(({ login, email }) => [
      ...(login === undefined ? [] : [`@${login}`]),
      ...(email === undefined ? [] : [email]),
    ]),
  ];
}
