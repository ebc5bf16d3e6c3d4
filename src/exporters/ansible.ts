import type { Exporter, ExportFile, HandedUpdate, HandedVisit, Handover } from '../model/handover.ts';
import { installerFor } from './installer.ts';
import { commentText, quotedText } from './quote.ts';

/**
 * A playbook with a play for each wave, and the tasks of each visit in a file of their own. Names of tasks hold ids only,
 * so that `record deployment` finds its way back; every other value is marked unsafe, so that Ansible never takes what it
 * holds for a template.
 */
export const ansibleExporter: Exporter = {
  id: 'ansible',
  title: 'Ansible playbook',
  specification: 'https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html',
  usage:
    'ANSIBLE_STDOUT_CALLBACK=json ansible-playbook -i <your inventory> -i inventory.yml playbook.yml > result.json',
  export: (handover) => {
    const waves = wavesOf(handover.visits);
    return [
      { path: 'inventory.yml', text: inventoryText(waves) },
      { path: 'playbook.yml', text: playbookText(waves, handover) },
      ...handover.visits.map(visitFile),
    ];
  },
};

/** Visits that start and end together. */
interface Wave {
  readonly group: string;
  readonly visits: readonly [HandedVisit, ...HandedVisit[]];
}

function wavesOf(visits: readonly HandedVisit[]): readonly Wave[] {
  const groups = new Map<string, [HandedVisit, ...HandedVisit[]]>();
  for (const visit of visits) {
    const key = `${visit.startText} ${visit.endText}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [visit]);
    else known.push(visit);
  }
  return [...groups.values()].map((wave, index) => ({ group: `patchledger_wave_${index + 1}`, visits: wave }));
}

function inventoryText(waves: readonly Wave[]): string {
  const lines = waves.flatMap(({ group, visits }) => [
    `    ${group}:`,
    '      hosts:',
    ...visits.map(({ asset }) => `        ${quotedText(asset)}:`),
  ]);
  return [
    '# Which visits each wave has; how hosts are reached stands in your own inventory.',
    'all:',
    '  children:',
    ...lines,
    '',
  ].join('\n');
}

function playbookText(waves: readonly Wave[], { emergency }: Handover): string {
  const head =
    emergency === undefined
      ? []
      : [`# EMERGENCY, not merged yet: let run by ${commentText(emergency.by)} (${commentText(emergency.record)})`];
  return [...head, '---', ...waves.flatMap(playLines), ''].join('\n');
}

function playLines({ group, visits }: Wave): readonly string[] {
  const [{ startText, endText }] = visits;
  const digits = (text: string): string => text.replace(/\D/g, '').slice(0, 14);
  return [
    `- name: ${quotedText(`Wave of ${startText}`)}`,
    `  hosts: ${group}`,
    '  gather_facts: false',
    '  become: true',
    '  strategy: free',
    '  vars:',
    '    patchledger_visits:',
    ...visits.map(({ asset, id }) => `      ${quotedText(asset)}: ${quotedText(id)}`),
    '  tasks:',
    '    - name: The approved time is now',
    '      ansible.builtin.assert:',
    '        that:',
    `          - (patchledger_any_time | default(false) | bool) or (now(utc=true).strftime('%Y%m%d%H%M%S') | int >= ${digits(startText)})`,
    `          - (patchledger_any_time | default(false) | bool) or (now(utc=true).strftime('%Y%m%d%H%M%S') | int < ${digits(endText)})`,
    `        fail_msg: ${quotedText(`approved from ${startText} to ${endText} only`)}`,
    '    - name: The tasks of the visit',
    '      ansible.builtin.include_tasks: "visits/{{ patchledger_visits[inventory_hostname] }}.yml"',
  ];
}

function visitFile(visit: HandedVisit): ExportFile {
  const lines = [
    `# Visit ${commentText(visit.id)} of ${commentText(visit.asset)}, Change ${commentText(visit.change)}, plan ${commentText(visit.planFp)}`,
    '---',
    ...visit.checks.flatMap((check) => checkTask(visit, check)),
    ...visit.updates.flatMap((update) => updateTask(visit, update)),
    ...(visit.rebootRequired === true
      ? [`- name: ${quotedText(`patchledger ${visit.id} reboot`)}`, '  ansible.builtin.reboot:']
      : []),
    '',
  ];
  return { path: `visits/${visit.id}.yml`, text: lines.join('\n') };
}

/** What can only be seen on the spot is checked by a command of the user's; without one nothing runs. */
function checkTask({ id, asset }: HandedVisit, { gate, needs }: HandedVisit['checks'][number]): readonly string[] {
  return [
    `- name: ${quotedText(`patchledger ${id} ${gate}`)}`,
    '  ansible.builtin.command:',
    `    argv: ["{{ patchledger_check }}", ${quotedText(gate)}, "{{ patchledger_asset }}", "{{ patchledger_needs }}"]`,
    '  delegate_to: localhost',
    '  become: false',
    '  changed_when: false',
    ...unsafeVars({ patchledger_asset: asset, patchledger_needs: needs }),
  ];
}

function updateTask({ id }: HandedVisit, update: HandedUpdate): readonly string[] {
  const name = `- name: ${quotedText(`patchledger ${id} ${update.requirement}`)}`;
  const installer = installerFor(update);
  if (installer === undefined) {
    const { ecosystem, name: title, version } = update;
    return [
      name,
      '  ansible.builtin.command:',
      '    argv: ["{{ patchledger_install }}", "{{ patchledger_ecosystem }}", "{{ patchledger_name }}", "{{ patchledger_version }}"]',
      ...unsafeVars({ patchledger_ecosystem: ecosystem, patchledger_name: title, patchledger_version: version }),
    ];
  }
  return [name, ...moduleLines(installer.manager), ...unsafeVars({ patchledger_package: installer.word })];
}

function moduleLines(manager: 'apt' | 'dnf' | 'apk'): readonly string[] {
  const name = '"{{ patchledger_package }}"';
  switch (manager) {
    case 'apt':
      return ['  ansible.builtin.apt:', `    name: ${name}`, '    only_upgrade: true', '    update_cache: true'];
    case 'dnf':
      return ['  ansible.builtin.dnf:', `    name: ${name}`, '    state: present', '    update_only: true'];
    case 'apk':
      return ['  ansible.builtin.command:', `    argv: [apk, add, --upgrade, --, ${name}]`];
  }
}

const unsafeVars = (vars: Readonly<Record<string, string>>): readonly string[] => [
  '  vars:',
  ...Object.entries(vars).map(([key, value]) => `    ${key}: !unsafe ${quotedText(value)}`),
];
