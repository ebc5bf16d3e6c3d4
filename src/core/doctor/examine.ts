import type { Health } from '../../model/health.ts';
import { examineAssets } from './assets.ts';
import { examineEcosystems } from './ecosystems.ts';
import { examineEvidence } from './evidence.ts';
import type { Examination } from './examination.ts';
import { examineFacts } from './facts.ts';
import { examineMachine } from './machine.ts';
import { worstFirst } from './order.ts';
import { examineOrganisation } from './organisation.ts';
import { examineReading } from './reading.ts';
import { examineSources } from './sources.ts';

/**
 * Says of an estate what is fresh, what is stale, what nothing watches, what decisions had to guess, who and what is
 * missing to carry them out, and what to do about each; worst first. It decides nothing: it reads the plan.
 */
export function examine(examination: Examination): Health {
  const { decision, machine } = examination;
  const { plan, ledger } = decision;
  const sources = examineSources(decision);
  const assets = examineAssets(decision);
  const ecosystems = examineEcosystems(decision);
  const facts = examineFacts(decision);
  return {
    asOf: plan.asOf,
    timeZone: plan.timeZone,
    findings: worstFirst([
      ...examineReading(examination),
      ...examineMachine(machine),
      ...sources.findings,
      ...ecosystems.findings,
      ...assets.findings,
      ...facts.findings,
      ...examineOrganisation(examination),
      ...examineEvidence(decision),
    ]),
    sources: sources.sources,
    assets: assets.counts,
    ecosystems: ecosystems.ecosystems,
    facts: facts.facts,
    ledger: { runs: ledger.records, lastAt: ledger.lastAt },
    machine,
  };
}
