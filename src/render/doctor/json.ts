import { formatInstant } from '../../core/time.ts';
import { type Health, healthHurts } from '../../model/health.ts';
import type { Instant } from '../../model/time.ts';

const instantJson = (at: Instant | undefined): string | null => (at === undefined ? null : formatInstant(at));

/** The state of an estate, for programs. */
export function renderHealthJson(health: Health): string {
  const { findings, machine } = health;
  const { repository, forge } = machine;
  const document = {
    schema: 'patchledger.health/v1',
    asOf: formatInstant(health.asOf),
    counts: Object.fromEntries(
      healthHurts.map((hurt) => [hurt, findings.filter((finding) => finding.hurt === hurt).length]),
    ),
    findings: findings.map(({ hurt, code, subject, text, weight, remedy }) => ({
      ...{ hurt, code, subject: subject ?? null, text, weight, remedy },
    })),
    sources: health.sources.map(({ fetchedAt, ...source }) => ({ ...source, fetchedAt: instantJson(fetchedAt) })),
    assets: health.assets,
    ecosystems: health.ecosystems,
    facts: health.facts,
    ledger: { runs: health.ledger.runs, lastAt: instantJson(health.ledger.lastAt) },
    machine: {
      ...{ version: machine.version, node: machine.node, git: machine.git ?? null, tzdata: machine.tzdata },
      repository: { kind: repository.kind, reason: repository.reason ?? null, isShallow: repository.isShallow },
      forge: {
        ...{ kind: forge.kind, repository: forge.repository ?? null, baseBranch: forge.baseBranch },
        ...{ hasToken: forge.hasToken, access: forge.access ?? null },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
