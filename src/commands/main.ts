import { Command } from 'commander';
import { parseDocument } from 'yaml';
export async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'validate') { for (let i=0;i<100;i++) parseDocument('a: 1\nb: [1,2]\n'); console.log(new Command('x').name()); return 0; }
  if (argv[0] === 'yaml') { return parseDocument('a: 1\n').errors.length; }
  if (argv[0] === 'plan') { const m = await import('./plan.ts'); return m.plan(); }
  return 2;
}
