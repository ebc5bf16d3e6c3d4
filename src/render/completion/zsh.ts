import type { CompletionOption, CompletionTree, CompletionValue } from '../../model/completion.ts';

/** A script for zsh: a function for its `fpath` that also works when it is sourced. */
export function renderZsh({ program, commands, options }: CompletionTree): string {
  const name = `_${program}`;
  const list = commands.map((command) => `    ${quoted(`${command.name}:${command.summary}`)}`).join('\n');
  const cases = commands
    .map(({ name: command, options: own, values }) => {
      const specs = [...own.flatMap(optionSpecs), ...values.map((value, place) => argumentSpec(value, place + 1))];
      return `    ${command})\n      _arguments -s ${specs.join(' \\\n        ')}\n      ;;`;
    })
    .join('\n');
  return `#compdef ${program}
# zsh completion for ${program}; put it into a folder of your fpath as ${name}

${name}() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${list}
  )
  _arguments -C ${options.flatMap(optionSpecs).join(' \\\n    ')} \\
    '1: :->command' '*:: :->arguments'
  if [[ $state == command ]]; then
    _describe -t commands command commands
    return
  fi
  [[ $state == arguments ]] || return
  case $words[1] in
${cases}
  esac
}

if [[ $funcstack[1] == ${name} ]]; then
  ${name} "$@"
else
  compdef ${name} ${program}
fi
`;
}

/** One specification a spelling; either excludes the other. */
function optionSpecs({ names, summary, value }: CompletionOption): readonly string[] {
  const follows = value === undefined ? '' : `:${plain(value.name)}:${action(value)}`;
  const excludes = names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    const takes = value !== undefined && name.startsWith('--') ? '=' : '';
    return quoted(`${excludes}${name}${takes}[${plain(summary)}]${follows}`);
  });
}

function argumentSpec(value: CompletionValue, place: number): string {
  return quoted(`${place}:${plain(value.name)}:${action(value)}`);
}

function action({ words, isPath }: CompletionValue): string {
  if (words.length > 0) return `(${words.join(' ')})`;
  return isPath ? '_files' : ' ';
}

/** Brackets and colons have a meaning inside a specification. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, (char) => `\\${char}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
