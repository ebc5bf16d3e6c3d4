import type { Component } from '../../model/asset.ts';
import { isEcosystem } from './component.ts';
import type { Columns } from './csv-columns.ts';
import { type Entry, type Software, withDetails } from './software.ts';

type Cell = (column: Parameters<Columns['get']>[0]) => string;

/** Adds what one row says is installed: a package, and the build of Windows, which the system itself is. */
export function addRowSoftware(cell: Cell, software: Software, row: Entry, ecosystem: string | undefined): void {
  addWindows(cell, software);
  const name = cell('package');
  const purl = cell('purl');
  const version = versionOf(cell);
  const entry = { ...row, label: name === '' ? (purl === '' ? row.label : purl) : name };
  const own = cell('ecosystem');
  if (purl !== '') {
    const details = { path: filled(cell('path')), class: filled(cell('class')) };
    software.addPurl({ purl, version, release: { ecosystem }, details }, entry);
    return;
  }
  if (name === '' && version === undefined) return;
  const named = own === '' ? ecosystem : own;
  if (name === '' || version === undefined) software.leaveOut('wrong', 'it lacks a name or a version', entry);
  else if (named === undefined || !isEcosystem(named)) {
    software.leaveOut('unmatched', 'nothing says of which ecosystem it is (state it: --ecosystem Debian:12)', entry);
  } else software.add(withDetails({ ecosystem: named, name, version }, detailsOf(cell)));
}

const filled = (text: string): string | undefined => (text === '' ? undefined : text);

function versionOf(cell: Cell): string | undefined {
  const [version, release, epoch] = [cell('version'), cell('release'), cell('epoch')];
  if (version === '') return undefined;
  const whole = release === '' ? version : `${version}-${release}`;
  return /^[1-9]\d*$/.test(epoch) ? `${epoch}:${whole}` : whole;
}

function detailsOf(cell: Cell): Partial<Component> {
  const source = cell('source');
  const sourceVersion = filled(cell('sourceVersion'));
  const named = sourceVersion === undefined ? { name: source } : { name: source, version: sourceVersion };
  return {
    source: source === '' ? undefined : named,
    class: filled(cell('class')),
    path: filled(cell('path')),
    scheme: filled(cell('scheme')),
  };
}

/** Windows is one product with a build number, which updates raise. */
function addWindows(cell: Cell, software: Software): void {
  const [name, version] = [cell('os'), cell('osVersion')];
  if (!/windows/i.test(name) || !/^\d+(?:\.\d+)+$/.test(version)) return;
  software.add(withDetails({ ecosystem: 'generic', name, version }, { class: 'operating-system', scheme: 'dotted' }));
}
