import type { Asset } from '../../model/asset.ts';
import type { OscalAssessmentAssets, OscalInventoryItem, OscalProperty, OscalSubject } from '../../model/oscal.ts';
import { formatInstant } from '../time.ts';
import { type OscalContext, prop, toolId } from './input.ts';
import { singleLimit } from './units.ts';

/** Assets as inventory items, in the order of the estate. What nobody stated is a remark, never an empty property. */
export function inventoryItems(
  context: OscalContext,
  isMeant: (asset: Asset) => boolean = () => true,
): readonly OscalInventoryItem[] {
  const { plan } = context.input.decision;
  const verdicts = new Map(plan.verdicts.map((verdict) => [verdict.asset, verdict] as const));
  const isShort = plan.assets.length > singleLimit;
  return plan.assets.filter(isMeant).map((asset) => {
    const verdict = verdicts.get(asset.name);
    const missing = [...unstated(asset), ...(asset.lastSeen === undefined ? ['when it was last seen'] : [])];
    return {
      uuid: assetId(context, asset.uid),
      description: asset.function ?? `Asset ${asset.name}`,
      props: [
        { name: 'asset-id', value: asset.uid },
        prop('asset-name', asset.name),
        prop('compliance', verdict?.compliance ?? 'unknown'),
        ...(isShort ? [] : stated(asset)),
      ],
      ...(isShort && { remarks: 'What is known of it stands in csv/d2-assets.csv.' }),
      ...(!isShort && missing.length > 0 && { remarks: `Not stated: ${missing.join(', ')}.` }),
    };
  });
}

const factNames = ['type', 'environment', 'criticality', 'exposure', 'dataClassification'] as const;

function stated(asset: Asset): readonly OscalProperty[] {
  const facts = factNames.flatMap((name) => {
    const value = asset.facts[name];
    return value === undefined ? [] : [prop(name, value)];
  });
  return [
    ...facts,
    ...(asset.owner === undefined ? [] : [prop('owner', asset.owner)]),
    ...(asset.lastSeen === undefined ? [] : [prop('last-seen', formatInstant(asset.lastSeen))]),
  ];
}

const unstated = (asset: Asset): readonly string[] => [
  ...factNames.filter((name) => asset.facts[name] === undefined),
  ...(asset.owner === undefined ? ['owner'] : []),
];

/** The UUID of an asset by its uid, which outlives its names. */
const assetId = ({ id }: OscalContext, uid: string): string => id('asset', uid);

/** References to assets by name, each once, in the order given; a name that no asset has is left out. */
export function subjectsOf(context: OscalContext): (names: readonly string[]) => readonly OscalSubject[] {
  const subjects = new Map(
    context.input.decision.plan.assets.map(({ name, uid }): readonly [string, OscalSubject] => [
      name,
      { 'subject-uuid': assetId(context, uid), type: 'inventory-item' },
    ]),
  );
  return (names) => {
    const named = new Set<OscalSubject>();
    for (const name of names) {
      const subject = subjects.get(name);
      if (subject !== undefined) named.add(subject);
    }
    return [...named];
  };
}

/** The program, as the software that examined the estate. */
export function assessmentAssets({ id, report }: OscalContext): OscalAssessmentAssets {
  const { version, tzdata } = report.provenance.tool;
  const component = {
    uuid: toolId(id),
    type: 'software',
    title: 'Patchledger',
    description: 'Matches inventories with advisories and judges them by the policies of the estate.',
    props: [{ name: 'version', value: version }, prop('time-zone-data', tzdata)],
    status: { state: 'operational' },
  } as const;
  const platform = {
    uuid: id('platform', 'patchledger'),
    title: 'Patchledger over the files of the estate',
    'uses-components': [{ 'component-uuid': component.uuid }],
  };
  return { components: [component], 'assessment-platforms': [platform] };
}
