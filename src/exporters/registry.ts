import type { Exporter } from '../model/handover.ts';
import { ansibleExporter } from './ansible.ts';
import { jsonExporter } from './json.ts';
import { scriptExporter } from './script.ts';
import { ssmExporter } from './ssm.ts';

/** Every engine that approved visits are exported for. A new one is a file beside this one and a line here. */
export const exporters = Object.freeze([
  scriptExporter,
  ansibleExporter,
  ssmExporter,
  jsonExporter,
] as const satisfies readonly Exporter[]);

/** The exporter of an engine; `undefined` for a word that names none. */
export function exporterFor(engine: string): Exporter | undefined {
  return exporters.find(({ id }) => id === engine);
}
