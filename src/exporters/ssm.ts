import type { Exporter, HandedVisit, Handover } from '../model/handover.ts';
import { quotedText } from './quote.ts';
import { scriptText } from './script.ts';

/** One command for AWS Systems Manager a visit: the same script, run by the agent on the asset. */
export const ssmExporter: Exporter = {
  id: 'ssm',
  title: 'AWS SSM Run Command',
  specification: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html',
  usage:
    'aws ssm send-command --cli-input-json file://<visit>.json when the visit begins; then patchledger record deployment --from the invocations',
  export: (handover) =>
    handover.visits.map((visit) => ({ path: `${visit.id}.json`, text: commandText(visit, handover) })),
};

/** The target is the instance whose tag `Name` is the asset's; the comment leads the results back to the visit. */
function commandText(visit: HandedVisit, handover: Handover): string {
  const lines = scriptText(visit, handover).trimEnd().split('\n');
  const seconds = Math.max(60, Math.floor((visit.end - visit.start) / 1000));
  return [
    '{',
    '  "DocumentName": "AWS-RunShellScript",',
    `  "Comment": ${quotedText(`patchledger ${visit.id}`.slice(0, 100))},`,
    `  "Targets": [{ "Key": "tag:Name", "Values": [${quotedText(visit.asset)}] }],`,
    '  "Parameters": {',
    `    "executionTimeout": ["${Math.min(seconds, 172_800)}"],`,
    `    "commands": [\n${lines.map((line) => `      ${quotedText(line)}`).join(',\n')}\n    ]`,
    '  }',
    '}',
    '',
  ].join('\n');
}
