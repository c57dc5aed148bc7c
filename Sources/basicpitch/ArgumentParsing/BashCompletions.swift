/// Completions for bash, which has no room for explanations.
///
/// They need neither the bash-completion package nor a bash younger than 3.2. Names of files are
/// left to readline, which knows best about quotes and tildes. Bash takes `--name=value` for three
/// words, unless COMP_WORDBREAKS has no equals sign: then it is one.
enum BashCompletions {
  /// A script to source, or to be found by bash-completion under the name of the program.
  static func of(_ program: ProgramDeclaration) -> String {
    let function = "_" + program.name
    return """
      # Completions of \(program.name) for bash, made by '\(program.name) completions bash'.

      # Sets what an option can be followed by, with "=" at its end if that is there; fails for an
      # option that takes no value there.
      \(function)_value() {
        case "$1 $2" in
      \(values(program).joined())\
        *) return 1 ;;
        esac
      }

      # Sets what the words of a command can be that are not options.
      \(function)_arguments() {
        case "$1" in
      \(program.commands.map { clause([$0.name], $0.positional.kind) }.joined())\
        esac
      }

      # Sets the options of a command.
      \(function)_options() {
        case "$1" in
      \(program.commands.map(options).joined())\
        esac
      }

      \(function)() {
        local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
        local between=$((COMP_CWORD > 2 ? COMP_CWORD - 2 : 0))
        local option= ended= files= prefix= word
        local -a words=()
        COMPREPLY=()
        for word in "${COMP_WORDS[@]:2:between}"; do
          if [[ -n $ended ]]; then
            break
          elif [[ $word == "=" && $option == -* ]]; then
            option+="="
          elif \(function)_value "$command" "$option"; then
            option= # and this word was its value
          elif [[ $word == -- ]]; then
            ended=yes
          else
            option=$word
          fi
        done
        if [[ -z $ended && $current == "=" && $option == -* ]]; then
          option+="=" current=
        elif [[ -z $ended && $current == --*=* ]]; then
          option=${current%%=*}= prefix=${current%%=*}= current=${current#*=}
        fi
        words=() files=
        if ((COMP_CWORD == 1)); then
          words=(\(words(program.commands.map(\.name))))
          [[ $current != -* ]] || words=(\(words(program.options.flatMap(\.spellings))))
        elif [[ -n $ended ]]; then
          \(function)_arguments "$command"
        elif ! \(function)_value "$command" "$option"; then
          if [[ $current == -* ]]; then
            \(function)_options "$command"
          else
            \(function)_arguments "$command"
          fi
        fi
        for word in ${words[@]+"${words[@]}"}; do
          if [[ $word == "$current"* ]]; then
            printf -v word %q "$word"
            COMPREPLY+=("$prefix$word")
          fi
        done
        # Where nothing is offered, readline would offer files.
        [[ -n $files ]] || compopt +o default 2>/dev/null
        return 0
      }

      complete -o default -F \(function) \(program.name.quotedForShell)

      """
  }

  private static func values(_ program: ProgramDeclaration) -> [String] {
    program.commands.flatMap { command in
      command.allOptions.compactMap { option in
        let names = option.spellings.map { "\(command.name) \($0)" }
        switch option.value {
        case .none: return nil
        case .required(_, let kind): return clause(names + names.map { $0 + "=" }, kind)
        case .optional(_, let kind): return clause(names.map { $0 + "=" }, kind)
        }
      }
    }
  }

  private static func options(_ command: CommandDeclaration) -> String {
    let spellings = command.allOptions.flatMap { option in
      guard case .optional(_, .choice(let words)) = option.value else { return option.spellings }
      return option.spellings + words.map { "--\(option.name)=\($0)" }
    }
    return clause([command.name], .choice(spellings))
  }

  private static func clause(_ patterns: [String], _ kind: ValueKind) -> String {
    let action =
      switch kind {
      case .file: "files=yes "
      case .choice(let choices): "words=(\(words(choices))) "
      case .number, .integer, .time, .form: ""
      }
    return "  " + patterns.map(\.quotedForShell).joined(separator: " | ") + ") \(action);;\n"
  }

  private static func words(_ words: [String]) -> String {
    words.map(\.quotedForShell).joined(separator: " ")
  }
}
