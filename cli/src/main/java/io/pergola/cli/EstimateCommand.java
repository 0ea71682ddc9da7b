package io.pergola.cli;

import io.pergola.builder.GraphEstimator;
import io.pergola.builder.LoadSpec;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `pergola estimate`: what a load will need.
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    header = "Say what a load will need, before anything is built.",
    description = {
      "",
      "Takes the arguments of 'pergola load', looks at a sample of the files and needs no server.",
      "Files of up to 256 MiB are looked at as a whole.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola estimate social --edges knows=soc-LiveJournal1.txt",
      "  pergola estimate flights --fragments 2 --edges 'flight=flights.parquet#src=origin&dst=destination' -o json"
    })
final class EstimateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final LoadArguments arguments = new LoadArguments();

  EstimateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadSpec spec = arguments.spec();
    new EstimateReport(spec, GraphEstimator.estimate(spec)).print(format, console.out());
    return 0;
  }
}
