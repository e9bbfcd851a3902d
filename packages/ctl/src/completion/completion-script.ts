import type { Shell } from '../tools/common-commands.ts';

/** The script that teaches a shell to complete a tool's commands. It asks the tool itself, so it does not grow old. */
export function completionScript(shell: Shell, tool: string, withDescriptions: boolean): string {
  return { bash, fish, powershell, zsh }[shell](tool, withDescriptions);
}

function bash(tool: string): string {
  // Bash takes words apart at = and : too: the tool gets them whole, and bash the part behind.
  return `# Completion of ${tool} for bash.
_${tool}() {
  local typed=\${COMP_LINE:0:COMP_POINT} current=\${COMP_WORDS[COMP_CWORD]} start='' line text
  local -a words
  read -ra words <<<"$typed"
  [[ $typed == *[[:space:]] ]] && words+=('')
  local last=\${words[\${#words[@]}-1]}
  [[ $current == [=:] ]] && current=''
  [[ $last == *"$current" ]] && start=\${last%"$current"}
  COMPREPLY=()
  while IFS= read -r line; do
    text=\${line%%$'\\t'*}
    COMPREPLY+=("\${text#"$start"}")
  done < <("\${words[0]}" __complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _${tool} ${tool}
`;
}

function zsh(tool: string, withDescriptions: boolean): string {
  const text = `\${text//:/\\\\:}`;
  const entry = withDescriptions ? `"${text}\${description:+:$description}"` : `"${text}"`;
  return `#compdef ${tool}
# Completion of ${tool} for zsh.
_${tool}() {
  local line text description
  local -a entries
  while IFS= read -r line; do
    text=\${line%%$'\\t'*} description=\${line#*$'\\t'}
    entries+=(${entry})
  done < <("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#entries} )); then
    _describe '${tool}' entries
  else
    _files
  fi
}
compdef _${tool} ${tool}
`;
}

function fish(tool: string, withDescriptions: boolean): string {
  const filter = withDescriptions ? '' : ' | string split -f1 \\t';
  // Files are offered where the tool knows nothing better.
  return `# Completion of ${tool} for fish.
function __${tool}_find
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -g __${tool}_found (command $words[1] __complete -- $words[2..-1] "$current" 2>/dev/null${filter})
  test (count $__${tool}_found) -gt 0
end
complete -c ${tool} -f -n __${tool}_find -a '$__${tool}_found'
`;
}

function powershell(tool: string): string {
  return `# Completion of ${tool} for PowerShell.
Register-ArgumentCompleter -Native -CommandName ${tool} -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($word -eq '') { $words += '' }
  & ${tool} __complete '--' @words 2>$null | ForEach-Object {
    $text, $description = $_ -split "\`t", 2
    if (-not $description) { $description = $text }
    [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $description)
  }
}
`;
}
