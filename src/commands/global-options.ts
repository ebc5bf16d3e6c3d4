/** An option that every command has. */
export interface GlobalOptionDefinition {
  /** Commander's notation: `--color <when>`. */
  readonly flags: string;
  readonly summary: string;
  readonly choices?: readonly string[];
  /** Value where it is not given, and how help names it. */
  readonly preset?: { readonly value: string; readonly words?: string };
}

/** The options that every command has, before or behind its name. */
export const globalOptions: readonly GlobalOptionDefinition[] = [
  { flags: '-C <directory>', summary: 'work in this estate', preset: { value: '.', words: 'the current folder' } },
  { flags: '--as-of <instant|commit>', summary: 'judge as at this moment, or at this commit' },
  {
    flags: '--color <when>',
    summary: 'colour the output',
    choices: ['auto', 'always', 'never'],
    preset: { value: 'auto' },
  },
  { flags: '--quiet', summary: 'no progress and no summaries' },
  { flags: '--strict', summary: 'exit 6 when anything could not be judged' },
  { flags: '--debug', summary: 'show the stack of an internal error' },
];
