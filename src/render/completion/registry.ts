import type { CompletionTree } from '../../model/completion.ts';
import { renderBash } from './bash.ts';
import { renderFish } from './fish.ts';
import { renderZsh } from './zsh.ts';

/** Turns the command line into a script of a shell. */
type CompletionRenderer = (tree: CompletionTree) => string;

const completionRenderers: Readonly<Record<string, CompletionRenderer>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

/** Shells that there is a script for. */
export const completionShells: readonly string[] = Object.keys(completionRenderers);

/** The script of a shell of the registry; the command has refused any other. */
export function renderCompletion(shell: string, tree: CompletionTree): string {
  const render = completionRenderers[shell];
  if (render === undefined) throw new Error(`no completion for ${shell}`);
  return render(tree);
}
