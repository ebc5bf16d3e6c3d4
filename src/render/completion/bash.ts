import type { CompletionCommand, CompletionOption, CompletionTree, CompletionValue } from '../../model/completion.ts';

/** A command, or the line before one. */
type Place = Pick<CompletionCommand, 'name' | 'values' | 'options'>;

/**
 * A script for bash 3.2 and later. All words stand in it, so that completing starts no program.
 *
 * It walks the line once to find the command and how many arguments stand behind it, passing over values of options.
 * Bash breaks words at `=`, so `--format=json` arrives as three.
 */
export function renderBash({ program, commands, options }: CompletionTree): string {
  const name = `_${program}`;
  const first = { name: 'command', words: commands.map((command) => command.name), isPath: false };
  const places: readonly Place[] = [{ name: '', values: [first], options }, ...commands];
  return `# bash completion for ${program}; load it with: source <(${program} completion bash)

${name}_takes_value() {
  case "$1 $2" in
${places.map(valuedOptions).join('\n')}
  esac
  return 1
}

${name}_offer() {
  COMPREPLY=($(compgen -W "$1" -- "$current"))
  type compopt >/dev/null 2>&1 && compopt +o default +o bashdefault 2>/dev/null
  return 0
}

${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" option="" command="" position=0 index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    option=""
    if [[ $word == -* ]]; then
      if ${name}_takes_value "$command" "$word"; then
        [[ \${COMP_WORDS[index + 1]} == "=" ]] && ((index++))
        ((++index < COMP_CWORD)) || option="$word"
      fi
    elif [[ -z $command ]]; then
      command="$word"
    else
      ((position++))
    fi
  done
  [[ $current == "=" ]] && current=""
  if [[ -n $option ]]; then
    case "$command $option" in
${places.flatMap(({ name: place, options: own }) => own.flatMap((each) => optionValue(place, each, name))).join('\n')}
      *) ${name}_offer "" ;;
    esac
  elif [[ $current == -* ]]; then
    case "$command" in
${places.map(({ name: place, options: own }) => offered(quoted(place), wordsOf(own), name)).join('\n')}
    esac
  else
    case "$command $position" in
${places.flatMap(({ name: place, values }) => values.flatMap((value, at) => choice(quoted(place, at), value, name))).join('\n')}
      *) ${name}_offer "" ;;
    esac
  fi
}

complete -o bashdefault -o default -F ${name} ${program}
`;
}

const quoted = (...parts: readonly (string | number)[]): string => `"${parts.join(' ')}"`;
const wordsOf = (options: readonly CompletionOption[]): readonly string[] => options.flatMap(({ names }) => names);

/** The case that answers yes: this option is followed by a value. */
function valuedOptions({ name, options }: Place): string {
  const valued = wordsOf(options.filter(({ value }) => value !== undefined));
  return `    ${valued.map((option) => quoted(name, option)).join(' | ')}) return 0 ;;`;
}

function optionValue(place: string, { names, value }: CompletionOption, name: string): readonly string[] {
  return value === undefined ? [] : choice(names.map((option) => quoted(place, option)).join(' | '), value, name);
}

/** A case where there is something to offer. Files are left to bash's own completion, which knows tilde and variables. */
function choice(pattern: string, { words, isPath }: CompletionValue, name: string): readonly string[] {
  if (words.length > 0) return [offered(pattern, words, name)];
  return isPath ? [`      ${pattern}) ;;`] : [];
}

function offered(pattern: string, words: readonly string[], name: string): string {
  return `      ${pattern}) ${name}_offer "${words.join(' ')}" ;;`;
}
