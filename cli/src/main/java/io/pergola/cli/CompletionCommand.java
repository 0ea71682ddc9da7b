package io.pergola.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `pergola completion`: what makes a shell complete commands and options.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Print a script that makes bash and zsh complete commands and options.",
    description = {"", "Put the first example into ~/.bashrc or ~/.zshrc.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola completion > ~/.pergola-completion && . ~/.pergola-completion",
      "  pergola completion > /etc/bash_completion.d/pergola"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(AutoComplete.bash("pergola", spec.root().commandLine()));
    return 0;
  }
}
