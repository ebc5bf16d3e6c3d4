import type { Dossier, DossierChoice } from '../../model/report.ts';
import { sha256Hex } from '../digest.ts';
import { counted } from './cells.ts';
import { type Deployment, deploymentLog } from './deployments.ts';
import { dossierSteps } from './dossier-steps.ts';
import { storiesIn } from './dossier-story.ts';
import { isWithin, type ReportInput } from './input.ts';

/** Dossiers that are made where nobody asks for more or others: a pack of thousands of files serves nobody. */
const usualDossiers = 500;

/** The dossiers of a report and how they were chosen. */
export interface Dossiers {
  readonly dossiers: readonly Dossier[];
  readonly dossierChoice: DossierChoice;
}

/**
 * One page a deployment, newest first: detected, severity, required by, approved by, tested, deployed, verified. Each
 * step has its evidence, or says what it lacks.
 */
export function dossiersOf(input: ReportInput): Dossiers {
  const { chosen, choice } = chosenDeployments(input);
  const storyOf = storiesIn(input);
  return {
    dossiers: chosen.map((deployment) => {
      const story = storyOf(deployment);
      const { row } = deployment;
      return {
        slug: dossierSlug(deployment),
        title: `${row.application.name} ${row.version} on ${row.asset}`,
        verdict: story.verdict,
        steps: dossierSteps(input, story),
      };
    }),
    dossierChoice: choice,
  };
}

/** Name of the dossier of a deployment: `d-` and 12 hexadecimal digits over record and row, the same in every pack. */
export const dossierSlug = ({ record, index }: Deployment): string =>
  `d-${sha256Hex(`${record.name}\u0000${index}`).slice(0, 12)}`;

interface Chosen {
  readonly chosen: readonly Deployment[];
  readonly choice: DossierChoice;
}

const memory = new WeakMap<ReportInput, Chosen>();

/** The deployments of the report that have a dossier. */
export function chosenDeployments(input: ReportInput): Chosen {
  const known = memory.get(input) ?? choose(input);
  memory.set(input, known);
  return known;
}

function choose(input: ReportInput): Chosen {
  const { rows } = deploymentLog(input.decision.estate);
  const all = rows.filter(({ start, end }) => isWithin(input.period, end ?? start));
  const request = input.dossiers;
  const answer = (chosen: readonly Deployment[], text: readonly string[]): Chosen => ({
    chosen,
    choice: { population: all.length, chosen: chosen.length, text },
  });
  if (request?.kind === 'sample') {
    const chosen = drawn(all, request.size, request.seed);
    return answer(chosen, sampleText(request, all.length, chosen));
  }
  if (request?.kind === 'all' || all.length <= usualDossiers) {
    return answer(all, [`Every deployment of the log has one, newest first: ${all.length}.`]);
  }
  return answer(all.slice(0, usualDossiers), [
    `The ${usualDossiers} newest of ${counted(all.length, 'deployment')}; --sample draws others, --sample all makes all.`,
  ]);
}

/**
 * Draws by ranking: each deployment gets the SHA-256 of `<seed>,<dossier>`, and the smallest are taken (consistent
 * sampling, R. L. Rivest, 2018). Nobody who knows the rule can steer the draw after the seed is set, anybody can repeat it
 * with sha256sum, and a larger sample of the same seed holds the smaller one.
 */
function drawn(all: readonly Deployment[], size: number, seed: string): readonly Deployment[] {
  const ranked = all
    .map((deployment) => ({ deployment, rank: sha256Hex(`${seed},${dossierSlug(deployment)}`) }))
    .sort((left, right) => (left.rank < right.rank ? -1 : left.rank > right.rank ? 1 : 0));
  const taken = new Set(ranked.slice(0, size).map(({ deployment }) => deployment));
  return all.filter((deployment) => taken.has(deployment));
}

function sampleText(
  { size, seed }: { readonly size: number; readonly seed: string },
  population: number,
  chosen: readonly Deployment[],
): readonly string[] {
  return [
    `A sample of ${chosen.length} of ${counted(population, 'deployment')}; asked for ${size}, seed ${seed}.`,
    'Drawn by rank: SHA-256 over the seed, a comma and the name of the dossier; the smallest were taken.',
    `Drawn: ${chosen.map(dossierSlug).join(', ') || 'none'}.`,
  ];
}
