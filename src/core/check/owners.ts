import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { SourceFile } from '../../model/source.ts';
import { type OwnerRule, ownerRule, readCodeowners } from './codeowners.ts';

/** A path that is to be merged and the roles that must approve it. */
export interface OwnedPath {
  readonly path: string;
  readonly roles: readonly string[];
}

/** Where GitHub looks for the file, first one first. */
export const codeownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/**
 * Judges whether the forge will ask the right people: for every path, each role that must approve has an owner that
 * stands for it, be it the role's team of the forge or a login of somebody who holds it. Who the forge then asks is its
 * own affair.
 */
export function ownerProblems(
  paths: readonly OwnedPath[],
  codeowners: SourceFile | undefined,
  estate: Estate,
): readonly Diagnostic[] {
  const asked = paths.filter(({ roles }) => roles.length > 0);
  if (asked.length === 0) return [];
  if (codeowners === undefined) return [diagnostic('check/owners-absent', {})];
  const rules = readCodeowners(codeowners.text);
  return asked.flatMap(({ path, roles }) => {
    const rule = ownerRule(rules, path);
    return roles
      .filter((role) => !standsFor(rule, role, estate))
      .map((role) => {
        const args = { path, role, owner: wantedOwner(role, estate) };
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

function standsFor(rule: OwnerRule | undefined, role: string, estate: Estate): boolean {
  const owners = new Set((rule?.owners ?? []).map((owner) => owner.toLowerCase()));
  return ownersOf(role, estate).some((owner) => owners.has(owner.toLowerCase()));
}

const wantedOwner = (role: string, estate: Estate): string => ownersOf(role, estate)[0] ?? `somebody who holds ${role}`;

/** Every owner that may stand for a role: its team of the forge first, then the logins and addresses of its holders. */
function ownersOf(role: string, { resources }: Estate): readonly string[] {
  const spec = resources.Role?.get(role)?.document.spec;
  const teams = (spec?.teams ?? []).flatMap((name) => resources.Team?.get(name)?.document.spec ?? []);
  const holders = new Set((spec?.holders ?? []).map(({ person }) => person));
  const everybody = [...(resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  const people = [
    ...everybody.filter(({ id }) => holders.has(id)),
    ...teams.flatMap(({ people: members = [] }) => members),
  ];
  return [
    ...[spec?.forgeTeam, ...teams.map(({ forgeTeam }) => forgeTeam)].flatMap((team) =>
      team === undefined ? [] : [`@${team}`],
    ),
    ...people.flatMap(({ login, email }) => [
      ...(login === undefined ? [] : [`@${login}`]),
      ...(email === undefined ? [] : [email]),
    ]),
  ];
}
