import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { PackageListReader, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { Problems } from '../problems.ts';

const nothing = { names: [], lastSeen: undefined, components: undefined, unread: 0, pendingReboot: undefined } as const;

/** A reported asset of which nothing is known but what is given. */
export const reportedAsset = (known: Partial<ReportedAsset>): ReportedAsset => ({
  ...nothing,
  draft: { fields: {}, labels: {} },
  ...known,
});

/** The outcome of a report about one asset. One without any software is an error: its asset would look clean. */
export function singleReport(asset: Partial<ReportedAsset>, problems: Problems): Outcome<readonly ReportedAsset[]> {
  const reported = reportedAsset(asset);
  if (reported.components?.length === 0) problems.tell('observed/no-software', {});
  return { value: reported.components === undefined ? [] : [reported], diagnostics: problems.list() };
}

/** A report about one asset as a list that an observation may name as its raw file. */
export function asPackageList(reader: ReportReader): PackageListReader {
  const { id, title, specification } = reader;
  return {
    id,
    title,
    specification,
    read: (text, { ecosystem, file }): Outcome<readonly Component[]> => {
      const { value, diagnostics } = reader.read({ path: file, text }, { ecosystem, columns: new Map() });
      return { value: value.flatMap(({ components }) => components ?? []), diagnostics };
    },
  };
}
