package io.elbo.cli;

import io.elbo.spec.Training;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableRun;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/** {@code elbo train}. */
@Command(
        name = TrainCommand.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Trains a model and writes it to a run folder, with metrics and pictures.",
            "The folder gets model.safetensors (the best weights), checkpoint.safetensors, spec.json, "
                    + "metrics.csv, reconstructions.png and curves.png. For a VAE, it also gets samples.png and, with two "
                    + "latents, latent-grid.png. The same command gives the same weights on every machine.",
            "The defaults below are for images. For a table, the defaults of --hidden, --latent and the training "
                    + "flags depend on its size.",
            "",
            "Ctrl-C stops the training after the current step. --resume continues it as if it had never stopped."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo train",
            "  ./elbo train --data mnist --latent 2 --epochs 20 --out runs/mnist-2d",
            "  ./elbo train --data pictures/ --resize 32x32 --architecture conv",
            "  ./elbo train --model autoencoder --data mnist --corrupt gaussian:0.3",
            "  ./elbo train --model autoencoder --data clean/ --pairs noisy/",
            "  ./elbo train --resume runs/mnist-2d --data mnist --epochs 40"
        })
final class TrainCommand implements Callable<Integer> {
    static final String NAME = "train";

    @Mixin(name = "Data")
    private TrainingDataOptions data;

    @Mixin(name = "Model")
    private ModelOptions model;

    @Mixin(name = "Training")
    private TrainingOptions training;

    @Mixin(name = "Table")
    private TableTrainingOptions table;

    @Mixin(name = "Run")
    private TrainRunOptions run;

    @Mixin(name = "Help")
    private HelpOption help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    /** Returns the help of the flags in sections, one for each mixin. */
    static String flags(CommandLine.Help help) {
        StringBuilder text = new StringBuilder();
        help.commandSpec().mixins().forEach((name, mixin) -> {
            CommandLine.Help.Layout layout = help.createDefaultLayout();
            mixin.options().stream()
                    .sorted(Comparator.comparingInt(OptionSpec::order))
                    .forEach(option -> layout.addOption(option, help.parameterLabelRenderer()));
            text.append(System.lineSeparator()).append(name).append(':').append(System.lineSeparator());
            text.append(layout);
        });
        return text.toString();
    }

    @Override
    public Integer call() {
        TrainRequest given = TrainFlags.given(command);
        Optional<String> file = data.table();
        check(given, file);
        if (run.resume() != null && (file.isPresent() || isOfTable(given))) {
            new ResumedTableRun(given, run, data, table, command).goOn(file);
        } else if (file.isPresent()) {
            new NewTableRun(given, run, data, model, training, table, command).begin(file.get());
        } else if (run.resume() != null) {
            new ResumedRun(given, run, data, training, command).goOn();
        } else if (model.exact()) {
            new ComputedRun(run, data, model, command).compute();
        } else {
            new NewImageRun(given, run, data, model, training, command).begin();
        }
        return 0;
    }

    /** Returns whether the run to resume is one of a table, and the data are those that its folder names. */
    private boolean isOfTable(TrainRequest given) {
        return given.only(setting -> setting.part() == TrainSetting.Part.DATA)
                        .settings()
                        .isEmpty()
                && TableRun.isOne(run.resume());
    }

    /** Refuses invalid flags before anything is read. */
    private void check(TrainRequest given, Optional<String> file) {
        data.check(command);
        Usage.settings(command, () -> {
            model.check();
            return training.on(Training.defaults());
        });
        run.check(command);
        TrainFlags.check(given, file.isPresent(), model.exact(), command);
        file.ifPresent(name -> table.check(name, command));
        run.checkFolder();
    }
}
