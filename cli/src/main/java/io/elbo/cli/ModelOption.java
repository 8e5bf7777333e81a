package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.run.RunFolder;
import io.elbo.run.RunStatus;
import io.elbo.table.TableModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** The model that a command uses. */
final class ModelOption {
    private static final String FILE = "model.safetensors";

    /** The commands for tables that correspond to commands for images. */
    private static final Map<String, String> FOR_TABLES = Map.of(
            "sample", "synthesize draws rows",
            "reconstruct", "impute fills in missing values",
            "denoise", "impute fills in missing values",
            "ood", "score finds anomalies",
            "judge", "synthesize --report --real FILE compares drawn rows with real ones",
            "evaluate", "doctor diagnoses a model");

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A " + FILE + " file, or its run folder.")
    private Path model;

    /** Returns the run folder of the model; empty if its file has another name. */
    Optional<Path> run() {
        Path file = file().toAbsolutePath();
        return file.endsWith(FILE) ? Optional.of(file.getParent()) : Optional.empty();
    }

    Vae load() {
        if (isTable()) {
            throw ofTable();
        }
        return load(model);
    }

    /** Returns whether the model is a table model. */
    boolean isTable() {
        return TableModel.isOne(file());
    }

    TableModel loadTable() {
        if (!isTable()) {
            throw new DataException(file() + ": is not a table model, which " + command.name()
                    + " requires; train one with --data FILE.csv");
        }
        return TableModel.load(file());
    }

    static Vae load(Path model) {
        return Vae.load(file(model, FILE));
    }

    /** Loads the decoder alone, from its own file or from a whole model. */
    Decoder loadDecoder() {
        if (isTable()) {
            throw ofTable();
        }
        return Decoder.load(file());
    }

    private DataException ofTable() {
        String name = command.name();
        return new DataException(file() + ": is a table model; " + name + " requires an image model; for tables, "
                + FOR_TABLES.getOrDefault(name, "use score, impute, synthesize, encode, doctor or info"));
    }

    /** Returns the file of the model. */
    Path file() {
        return file(model, FILE);
    }

    /** Returns a model's file, given the file itself or its folder. */
    static Path file(Path model, String name) {
        if (!Files.isDirectory(model)) {
            return model;
        }
        Path inside = model.resolve(name);
        if (!Files.exists(inside)) {
            RunFolder.status(model).ifPresent(status -> requireEnded(model, status.state()));
        }
        if (!Files.exists(inside)) {
            throw new DataException(model + ": there is no " + name + " in this folder");
        }
        return inside;
    }

    private static void requireEnded(Path model, RunStatus.State state) {
        switch (state) {
            case TRAINING ->
                throw new DataException(model + ": is still training; the model is written when the training ends");
            case STOPPED, INTERRUPTED ->
                throw new DataException(model + ": its training has not finished; train --resume continues it");
            default -> {} // the caller reports that the file is missing
        }
    }
}
