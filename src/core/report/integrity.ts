import { oscalVersion } from '../../model/oscal.ts';
import type { FileDigest, ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import { attestedGaps, attestedTable } from './attested.ts';
import { codeCell, counted, textCell } from './cells.ts';
import { commonGaps, sumsGap } from './gaps.ts';
import type { ReportInput } from './input.ts';
import { fileTable, recordedTable, recordsWithTime } from './integrity-tables.ts';
import { populationOf, tableOf } from './table.ts';

/**
 * D14: can this pack be relied on: what it was made from and by what, when its records came, the digest of every other
 * file, how to check all of it, and what no check here can show. `files` are those of the pack without this document's
 * own, which cannot hold their own digests.
 */
export function integrityDocument(input: ReportInput, files: readonly FileDigest[] = []): ReportDocument {
  const sections: readonly ReportSection[] = [
    { title: 'What this pack was made from', text: [], tables: [originTable(input)] },
    {
      title: 'When records came',
      text: [
        'A record claims when work was done; the commit that brought the record into the branch is another statement, made ' +
          'by whoever committed. Dossiers show both beside each other.',
        'Where a merge is on record, the forge gave the times of its reviews and of the merge by its own clock, which no committer sets.',
      ],
      tables: [recordedTable(input), attestedTable(input)],
    },
    { title: 'How to check this pack', text: [], tables: [checkTable(input)] },
    {
      title: 'Files of this pack',
      text: ['manifest.json lists the files of this document as well, and what each rests on.'],
      tables: [fileTable(files)],
    },
  ];
  const { commit } = input.decision.plan;
  return {
    id: 'D14',
    slug: 'integrity',
    title: 'Integrity and reproduction statement',
    question: 'Can I rely on this pack?',
    summary: [
      commit === undefined
        ? 'Made from files that are not committed: nobody else can make it again.'
        : `Made from commit ${commit}; the same commit, instant and version give the same bytes.`,
      'What is changed afterwards can be detected; nothing here prevents it.',
    ],
    gaps: [...commonGaps(input), ...ownGaps(input), sumsGap(sections)],
    sections,
    limits: [
      'It detects, it does not prevent: whoever owns the repository, every key and every copy of a digest kept elsewhere can forge all of it.',
      'That the records are true is not shown; that they are those of the commit is.',
      'A commit bears the time that its committer set. Only the forge, or a digest kept outside, dates it independently.',
      'A history that was rewritten as a whole looks like one that never was; an anchor kept outside shows it.',
    ],
  };
}

interface Origin {
  readonly item: string;
  readonly value: ReportCell;
  readonly isKnown: boolean;
}

/** Every statement of origin; what is not known says so and is counted. */
function originsOf(input: ReportInput): readonly Origin[] {
  const { plan, estate } = input.decision;
  const { forge } = estate.workspace;
  const known = (item: string, value: ReportCell): Origin => ({ item, value, isKnown: value.kind !== 'absent' });
  const span = input.period;
  return [
    known('Repository', codeCell(forge.repository, forge.kind === 'github' ? 'not named' : 'a local repository')),
    known('Commit', codeCell(plan.commit, 'files that are not committed')),
    known('Tree of the commit', codeCell(input.history?.tree, 'no commit')),
    known('Digest of the inputs', codeCell(plan.inputsDigest)),
    known('Tool', textCell(`patchledger ${plan.tool.version}`)),
    known('Digest of the tool, libraries included', codeCell(input.programDigest, 'run from its sources')),
    known('Time zone data', codeCell(plan.tool.tzdata)),
    known('Format of resources and records', codeCell('patchledger/v1')),
    known('Format of the manifest', codeCell('patchledger.report-manifest/v1')),
    known(
      'Formats of the files for programs',
      textCell(
        input.isRedacted === true ? undefined : `OSCAL ${oscalVersion}, OpenVEX 0.2.0, SARIF 2.1.0, JUnit`,
        'a redacted pack has none',
      ),
    ),
    known('As of', { kind: 'instant', at: plan.asOf }),
    known(
      'Period',
      span === undefined ? textCell('all that is recorded') : { kind: 'period', from: span.from, to: span.to },
    ),
    known('Time zone beside UTC', codeCell(plan.timeZone)),
    known('Dossiers', textCell(dossierText(input))),
    known(
      'List from outside',
      codeCell(input.cmdb && `${input.cmdb.name} sha256:${input.cmdb.sha256}`, 'none handed in'),
    ),
    known('Head of the chain of seals', codeCell(input.seals?.head, 'no seal is on record')),
  ];
}

function dossierText({ dossiers }: ReportInput): string {
  if (dossiers === undefined) return 'every deployment, up to the usual number';
  return dossiers.kind === 'all' ? 'every deployment' : `sample of ${dossiers.size}, seed ${dossiers.seed}`;
}

function originTable(input: ReportInput): ReportTable {
  const items = originsOf(input);
  return tableOf<Origin>({
    id: 'd14-origin',
    caption: 'Everything that decides the bytes of this pack',
    columns: [
      { key: 'item', title: 'What', cell: ({ item }) => textCell(item) },
      { key: 'value', title: 'Value', cell: ({ value }) => value },
    ],
    items,
    whenEmpty: 'Nothing is known.',
    population: populationOf({
      unit: 'statement of origin',
      sources: [{ what: 'workspace', files: ['patchledger.yaml'] }],
      rowsIn: items.length,
      items,
      by: 'knowledge',
      labelOf: ({ isKnown }) => (isKnown ? 'known' : 'not known'),
      order: ['known', 'not known'],
    }),
  });
}

interface Check {
  readonly claim: string;
  readonly command: string;
  readonly answer: string;
}

const folderWord = '<this folder>';

function checksOf({ decision: { plan }, history }: ReportInput): readonly Check[] {
  const commit = plan.commit;
  return [
    {
      claim: 'this pack is what the estate gives',
      command: `patchledger report --check --out ${folderWord}`,
      answer: 'equal, exit 0; else every file that differs, is missing or was added',
    },
    ...(commit === undefined || history === undefined
      ? []
      : [
          {
            claim: 'the commit has the tree that is named above',
            command: `git rev-parse ${commit}^{tree}`,
            answer: history.tree,
          },
          {
            claim: 'the commit is part of the branch that you trust',
            command: `git merge-base --is-ancestor ${commit} origin/HEAD`,
            answer: 'exit 0',
          },
        ]),
    {
      claim: 'a file is the one that the manifest lists',
      command: `sha256sum ${folderWord}/index.html`,
      answer: 'the digest in manifest.json',
    },
    {
      claim: 'the manifest was signed by somebody whom you trust, where manifest.json.sig is beside it',
      command: `patchledger report --check --allowed-signers allowed_signers --out ${folderWord}`,
      answer: 'the name of the signer, exit 0',
    },
    {
      claim: 'records were only added, never edited, and merges were approved',
      command: 'patchledger verify --audit',
      answer: 'every check holds, exit 0',
    },
  ];
}

function checkTable(input: ReportInput): ReportTable {
  const items = checksOf(input);
  return tableOf<Check>({
    id: 'd14-checks',
    caption: 'Every claim with the command that checks it',
    columns: [
      { key: 'claim', title: 'Claim', cell: ({ claim }) => textCell(claim) },
      { key: 'command', title: 'Command, in a clone of the repository', cell: ({ command }) => codeCell(command) },
      { key: 'answer', title: 'It holds when the answer is', cell: ({ answer }) => textCell(answer) },
    ],
    items,
    whenEmpty: 'Nothing can be checked.',
    population: populationOf({
      unit: 'claim',
      sources: [{ what: 'this pack', files: [] }],
      rowsIn: items.length,
      items,
      by: 'need',
      labelOf: ({ command }) => command.split(' ', 1)[0] ?? '',
    }),
  });
}

function ownGaps(input: ReportInput): ReportDocument['gaps'] {
  const { decision, history, seals, programDigest } = input;
  const { dated, undated } = recordsWithTime(input);
  return [
    {
      check: 'a chain of seals shows that no record was taken away',
      lookedAt: seals === undefined ? 'records/seals' : counted(seals.count, 'seal'),
      found: seals === undefined ? ['no seal is on record'] : [],
    },
    {
      check: 'the history is here as a whole',
      lookedAt: history === undefined ? 'no commit' : 'the first parents of the commit',
      found:
        history === undefined
          ? ['there is no commit, so nothing tells when a record came']
          : history.isShallow
            ? ['the clone is shallow: what lies behind its end was not looked at (git fetch --unshallow)']
            : [],
    },
    {
      check: 'the history tells when each record came',
      lookedAt: counted(dated.length + undated.length, 'file'),
      found: undated,
    },
    ...attestedGaps(input),
    {
      check: 'the tool is one that was built, and its digest is known',
      lookedAt: 'the program that made this pack',
      found: programDigest === undefined ? ['it was run from its sources: only its version is known'] : [],
    },
    {
      check: 'a list from outside was set against the inventory',
      lookedAt: counted(decision.plan.assets.length, 'asset'),
      found: input.cmdb === undefined ? ['none was handed in (--cmdb)'] : [],
    },
  ];
}
