import type { CommandDefinition } from './command.ts';

/** `import`: what tools say of machines. */
export const importDefinition: CommandDefinition = {
  name: 'import',
  args: [
    { name: '[format]', summary: 'auto, or one of the formats below' },
    { name: '[files...]', summary: 'files that a tool wrote' },
  ],
  summary: 'take in what tools say of machines: package lists, SBOMs, inventories',
  description:
    'Reads what is installed where and writes it below observed/imports/, one file a source, one line an asset; equal\n' +
    'machines share one component set. What people wrote is changed only with --write. The same file again changes nothing.\n' +
    'A source that lists a whole fleet and leaves out an asset it reported before makes that asset stale; its last\n' +
    'observation stays. What belongs to no ecosystem is counted, and its asset is never called compliant.\n' +
    'Formats: cyclonedx, spdx, syft, trivy-packages, package-lock, dpkg-query, dpkg-status, rpm-qa, apk-installed,\n' +
    'ansible-facts, osquery, ssm-inventory, ssm-patch-state, wsus, configmgr, csv; auto looks at the content.\n' +
    'vex (OpenVEX, CycloneDX, CSAF) drafts Assessments below exceptions/vex/ for people to review; it overwrites nothing.\n' +
    'Exit 2: something of a file could not be read; the rest was taken in.',
  formats: ['text', 'json'],
  options: [
    {
      flags: '--asset <name>',
      summary: "the asset that a file is about (default: what it says, else the file's name)",
    },
    { flags: '--ecosystem <name>', summary: 'ecosystem of packages that do not say it, such as Debian:12' },
    {
      flags: '--map <columns>',
      summary: 'which CSV column holds what, such as asset=Host,package=Software,version=Ver',
      repeats: true,
    },
    { flags: '--source <name>', summary: 'what reports these assets (default: the format); one file of lines each' },
    {
      flags: '--seen <instant>',
      summary: "when the machines were read (default: what the file says, else the file's date)",
    },
    { flags: '--partial', summary: 'these files do not list every asset of their source: none is missing' },
    { flags: '--complete', summary: 'they do, although their format is about single assets' },
    { flags: '--raw', summary: 'keep the file itself as evidence, in place of lines of JSON' },
    { flags: '--write', summary: 'also add assets to an Inventory and change fields that differ; comments stay' },
    { flags: '--inventory <file>', summary: 'with --write: the Inventory that takes new assets' },
    {
      flags: '--reconcile <file>',
      summary: 'compare the assets with another inventory (CSV, Ansible); writes nothing',
    },
    {
      flags: '--compare <report>',
      summary: "set a scanner's report beside the plan's findings, may be repeated; writes nothing",
      repeats: true,
    },
    { flags: '--all', summary: 'with --compare: list what both agree on, too' },
    { flags: '--exit-code', summary: 'with --reconcile and --compare: exit 4 when anything differs' },
    { flags: '--dry-run', summary: 'say what would be written; writes nothing' },
    { flags: '--yes', summary: 'do not ask before files of people are changed or added (needed off a terminal)' },
  ],
  examples: [
    { line: 'patchledger import auto web-1.cdx.json', does: 'a bill of materials, recognised by its content' },
    {
      line: 'patchledger import dpkg-query web-1.txt --ecosystem Debian:12',
      does: 'a package list, as the asset web-1',
    },
    {
      line: "patchledger import csv software.csv --map 'asset=Host,package=Product,version=Ver' --ecosystem generic",
      does: 'any table of software',
    },
    {
      line: 'patchledger import csv hosts.csv --write --dry-run',
      does: 'what a host list would change in the Inventory',
    },
    { line: 'patchledger import vex acme.vex.json --dry-run', does: 'which Assessments a VEX document would draft' },
    {
      line: 'patchledger import --reconcile cmdb.csv',
      does: 'what only the CMDB has, what only the estate, what differs',
    },
  ],
  load: () => import('./import.ts'),
};
