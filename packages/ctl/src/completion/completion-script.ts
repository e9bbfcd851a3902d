import type { Shell } from '../tools/common-commands.ts';

/** The script that teaches a shell to complete a tool's commands. It asks the tool itself, so it does not grow old. */
export function completionScript(shell: Shell, tool: string, withDescriptions: boolean): string {
  return { bash, fish, powershell, zsh }[shell](tool, withDescriptions);
}

function bash(tool: string): string {
  return `# Completion of ${tool} for bash.
_${tool}() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _${tool} ${tool}
`;
}

function zsh(tool: string, withDescriptions: boolean): string {
  const text = `\${line%%$'\\t'*}`;
  const entry = withDescriptions ? `"${text}:\${line#*$'\\t'}"` : `"${text}"`;
  return `#compdef ${tool}
# Completion of ${tool} for zsh.
_${tool}() {
  local line
  local -a entries
  while IFS= read -r line; do
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
  return `# Completion of ${tool} for fish.
function __${tool}_complete
  set -l words (commandline -opc) (commandline -ct)
  command $words[1] __complete -- $words[2..-1] 2>/dev/null${filter}
end
complete -c ${tool} -a '(__${tool}_complete)'
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
