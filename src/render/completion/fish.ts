import type { CompletionOption, CompletionTree, CompletionValue } from '../../model/completion.ts';

/** A script for fish: a function that finds the command on the line, then one line a word or option. */
export function renderFish({ program, commands, options }: CompletionTree): string {
  const complete = `complete -c ${program}`;
  const at = (command: string, place?: number): string =>
    `-n ${quoted([`__${program}_at`, command === '' ? '""' : command, ...(place === undefined ? [] : [place])].join(' '))}`;
  const lines = [
    ...commands.map(({ name, summary }) => `${complete} ${at('')} -a ${name} -d ${quoted(summary)}`),
    ...options.map((option) => `${complete} ${at('')} ${optionText(option)}`),
    ...commands.flatMap(({ name, values, options: own }) => [
      ...values.flatMap((value, place) =>
        hasChoice(value) ? [`${complete} ${at(name, place)} ${valueText(value)}`] : [],
      ),
      ...own.map((option) => `${complete} ${at(name)} ${optionText(option)}`),
    ]),
  ];
  const valued = [{ name: '', options }, ...commands].flatMap(({ name, options: own }) =>
    own
      .filter(({ value }) => value !== undefined)
      .flatMap(({ names }) => names.map((each) => quoted(`${name} ${each}`))),
  );
  return `# fish completion for ${program}; put it into ~/.config/fish/completions/${program}.fish

set -g __${program}_valued ${valued.join(' ')}

# Is this the command of the line, and are so many arguments behind it?
function __${program}_at
    set -l words (commandline -opc)
    set -l command ""
    set -l position 0
    set -e words[1]
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        if string match -q -- "-*" $word
            contains -- "$command $word" $__${program}_valued; and set -q words[1]; and set -e words[1]
        else if test -z "$command"
            set command $word
        else
            set position (math $position + 1)
        end
    end
    test "$command" = "$argv[1]"; or return 1
    not set -q argv[2]; or test $position = $argv[2]
end

${complete} -f
${lines.join('\n')}
`;
}

const hasChoice = ({ words, isPath }: CompletionValue): boolean => words.length > 0 || isPath;

function optionText({ names, summary, value }: CompletionOption): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const takes = value === undefined ? [] : ['-r', valueText(value)];
  return [...spelled, ...takes, `-d ${quoted(summary)}`].join(' ');
}

function valueText({ words, isPath }: CompletionValue): string {
  if (words.length > 0) return `-f -a ${quoted(words.join(' '))}`;
  return isPath ? '-F' : '-f';
}

/** In fish, a backslash between single quotes keeps its meaning before a quote and before itself. */
function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, (char) => `\\${char}`)}'`;
}
