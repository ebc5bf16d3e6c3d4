import { parseInstant } from '../../core/time.ts';
import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { ScannerCvss, ScannerFinding, ScannerOptions, ScannerReader, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import {
  asRecord,
  asText,
  fieldOf,
  listOf,
  recordOf,
  recordsOf,
  textListOf,
  textOf,
  type UnknownRecord,
} from '../shape.ts';
import { cleanIds, scoreOf } from './ids.ts';
import { type JsonReport, type Places, type ReportBody, readJsonReport } from './json-report.ts';
import { componentOf, type StatedPackage } from './packages.ts';

/** Reads Grype's JSON, with the matches that its rules ignored. */
export const grypeReader: ScannerReader = {
  id: 'grype',
  title: 'Grype (JSON)',
  specification: 'https://github.com/anchore/grype#output-formats',
  recognises: ({ form, keys }) =>
    form === 'json-object' && keys.has('matches') && ['descriptor', 'source', 'distro'].some((key) => keys.has(key)),
  read: (file: SourceFile, options: ScannerOptions = {}): Outcome<ScannerReport> =>
    readJsonReport('grype', file, (report) => readGrype(report, options)),
};

interface MatchContext {
  readonly assets: readonly string[];
  readonly distro: StatedPackage['distro'];
  readonly status: ScannerFinding['status'];
}

function readGrype(report: JsonReport, options: ScannerOptions): ReportBody {
  const root = asRecord(report.value) ?? {};
  const assets = [...(options.asset === undefined ? [] : [options.asset]), ...assetsOf(recordOf(root, 'source') ?? {})];
  const distro = distroOf(recordOf(root, 'distro') ?? {});
  const read = (list: string, status: ScannerFinding['status']): readonly ScannerFinding[] => {
    const next = report.places(list);
    return listOf(root, list).items.flatMap((raw) => readMatch(raw, { assets, distro, status }, next, report));
  };
  return {
    createdAt: parseInstant(textOf(recordOf(root, 'descriptor') ?? {}, 'timestamp') ?? ''),
    scanned: [assets],
    findings: [...read('matches', 'open'), ...read('ignoredMatches', 'suppressed')],
  };
}

/** An image by what the user called it, its tags and digests; a folder by its path. */
function assetsOf(source: UnknownRecord): readonly string[] {
  const target = fieldOf(source, 'target');
  const record = asRecord(target) ?? {};
  const names = [asText(target), textOf(record, 'userInput'), ...textListOf(record, 'tags').items];
  const digests = [
    ...textListOf(record, 'repoDigests').items,
    textOf(record, 'manifestDigest'),
    textOf(record, 'imageID'),
  ];
  return [...new Set([...names, ...digests].filter((name): name is string => name !== undefined && name !== ''))];
}

function distroOf(distro: UnknownRecord): StatedPackage['distro'] {
  const name = textOf(distro, 'name');
  return name === undefined ? undefined : { name, version: textOf(distro, 'version') ?? '' };
}

function readMatch(
  raw: unknown,
  context: MatchContext,
  next: Places,
  { problems }: JsonReport,
): readonly ScannerFinding[] {
  const at = next();
  const match = asRecord(raw) ?? {};
  const vulnerability = recordOf(match, 'vulnerability');
  const artifact = recordOf(match, 'artifact');
  const name = artifact && textOf(artifact, 'name');
  const ids = vulnerability === undefined ? [] : idsOf(vulnerability, match);
  if (vulnerability === undefined || artifact === undefined || name === undefined || ids.length === 0) {
    const args = { entry: 'A match', reason: 'it lacks a vulnerability or an artifact' };
    problems.tell('scan/wrong-entry', args, () => at);
    return [];
  }
  return [
    {
      ...findingOf(vulnerability, match, at),
      component: artifactOf(artifact, name, context),
      ids,
      ...statusOf(match, vulnerability, context),
    },
  ];
}

function findingOf(
  vulnerability: UnknownRecord,
  match: UnknownRecord,
  at: SourceLocation,
): Pick<ScannerFinding, 'title' | 'severity' | 'cvss' | 'fixedVersions' | 'at'> {
  const fix = recordOf(vulnerability, 'fix') ?? {};
  const described = [vulnerability, ...recordsOf(match, 'relatedVulnerabilities')];
  return {
    title: described
      .flatMap((one) => textOf(one, 'description') ?? [])[0]
      ?.split('\n', 1)[0]
      ?.slice(0, 200),
    severity: textOf(vulnerability, 'severity'),
    cvss: described.map(cvssOf).find((cvss) => cvss !== undefined),
    fixedVersions: textListOf(fix, 'versions').items,
    at,
  };
}

/** The vulnerability's own id, those it is related to (the CVEs of a GHSA or an erratum), and the advisories that fix it. */
function idsOf(vulnerability: UnknownRecord, match: UnknownRecord): readonly string[] {
  const related = recordsOf(match, 'relatedVulnerabilities').map((one) => textOf(one, 'id'));
  const advisories = recordsOf(vulnerability, 'advisories').map((one) => textOf(one, 'id'));
  return cleanIds([textOf(vulnerability, 'id'), ...related, ...advisories]);
}

function cvssOf(vulnerability: UnknownRecord): ScannerCvss | undefined {
  const stated = recordsOf(vulnerability, 'cvss').map((cvss): ScannerCvss & { readonly version: string } => ({
    version: textOf(cvss, 'version') ?? '',
    score: scoreOf(fieldOf(recordOf(cvss, 'metrics') ?? {}, 'baseScore')),
    vector: textOf(cvss, 'vector'),
  }));
  const newest = stated.reduce<(typeof stated)[number] | undefined>(
    (best, one) => (best === undefined || one.version > best.version ? one : best),
    undefined,
  );
  return newest === undefined ? undefined : { score: newest.score, vector: newest.vector };
}

function artifactOf(artifact: UnknownRecord, name: string, { distro }: MatchContext): ScannerFinding['component'] {
  const [location] = recordsOf(artifact, 'locations');
  return componentOf({
    name,
    version: textOf(artifact, 'version'),
    type: textOf(artifact, 'type'),
    purl: textOf(artifact, 'purl'),
    path: location === undefined ? undefined : textOf(location, 'path'),
    distro,
  });
}

function statusOf(
  match: UnknownRecord,
  vulnerability: UnknownRecord,
  { assets, status }: MatchContext,
): Pick<ScannerFinding, 'assets' | 'status' | 'reason'> {
  const rules = recordsOf(match, 'appliedIgnoreRules').flatMap((rule) => {
    const words = ['reason', 'vex-status', 'vex-justification', 'fix-state', 'namespace'].flatMap(
      (key) => textOf(rule, key) ?? [],
    );
    return words.length > 0 ? words : ['ignored by a rule'];
  });
  if (status === 'suppressed') return { assets, status, reason: rules.join(', ') || 'ignored by a rule' };
  const state = textOf(recordOf(vulnerability, 'fix') ?? {}, 'state');
  return { assets, status, ...(state === 'wont-fix' || state === 'not-fixed' ? { reason: state } : {}) };
}
