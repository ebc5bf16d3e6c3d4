// An estate of many small files, each valid: mostly inventories of one asset, as teams keep them side by side.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './measure.mjs';

const owners = ['payments', 'platform', 'office'];

function inventory(index) {
  return `apiVersion: patchledger/v1
kind: Inventory
metadata: { name: site-${index} }
spec:
  assets:
    - name: host-${index}
      type: server
      owner: ${owners[index % owners.length]}
      environment: production
      criticality: high
      dataClassification: internal
      exposure: internal
      location: Zurich, room ${index % 40}
      components:
        - { ecosystem: "Debian:12", name: openssl, version: "3.0.${index % 16}-1" }
`;
}

function window(index) {
  return `apiVersion: patchledger/v1
kind: MaintenanceWindow
metadata: { name: window-${index} }
spec:
  selector: { match: { location: ["Zurich, room ${index % 40}"] } }
  start: 2026-01-03T22:00
  timeZone: Europe/Zurich
  rrule: FREQ=WEEKLY;BYDAY=SA
  duration: 4h
  visitDuration: 1h
  maxConcurrent: 5
`;
}

function team(name) {
  return `apiVersion: patchledger/v1
kind: Team
metadata: { name: ${name} }
spec:
  people:
    - { id: lead-${name}, displayName: Lead of ${name}, login: lead-${name} }
`;
}

const policy = `apiVersion: patchledger/v1
kind: PatchPolicy
metadata: { name: base }
spec:
  rules:
    - id: critical
      when: { severity: critical }
      then: { priority: immediate, within: 24h }
    - id: rest
      then: { priority: scheduled, within: 30d }
`;

/** Serves every asset every night, so that each promise can be kept and there is nothing to warn of. */
const nightly = `apiVersion: patchledger/v1
kind: MaintenanceWindow
metadata: { name: nightly }
spec:
  start: 2026-01-03T20:00
  rrule: FREQ=DAILY
  duration: 4h
  visitDuration: 1h
  maxConcurrent: 50
`;

/** Writes an estate of exactly so many files and answers its folder and the paths of the files. */
export function writeSmallEstate(files) {
  const folder = join(root, 'node_modules/.cache/bench', `estate-${files}`);
  rmSync(folder, { recursive: true, force: true });
  const texts = new Map([
    ['patchledger.yaml', 'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: bench }\nspec: {}\n'],
    ['policies/base.yaml', policy],
    ['schedules/nightly.yaml', nightly],
    ...owners.map((name) => [`directory/${name}.yaml`, team(name)]),
  ]);
  // One file in ten is a window; windows choose by rooms, of which every one is in use.
  for (let index = 0; texts.size < files; index += 1) {
    const isWindow = index % 10 === 9 && index / 10 < 40 && index >= 40;
    if (isWindow) texts.set(`schedules/window-${index}.yaml`, window(index));
    else texts.set(`inventory/${index % 10}/site-${index}.yaml`, inventory(index));
  }
  for (const [path, text] of texts) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, paths: [...texts.keys()].map((path) => join(folder, path)) };
}
