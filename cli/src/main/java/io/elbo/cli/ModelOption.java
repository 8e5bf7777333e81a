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

    /** What does for tables what a command does for images. */
    private static final Map<String, String> FOR_TABLES = Map.of(
            "sample", "synthesize draws rows",
            "reconstruct", "impute fills in cells",
            "denoise", "impute fills in cells",
            "ood", "score says which rows are strange",
            "judge", "synthesize --report --real FILE compares drawn rows with real ones",
            "evaluate", "doctor looks a model over");

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A " + FILE + ", or the run folder that it is in.")
    private Path model;

    /** The folder of the run whose model this is; empty if it lies elsewhere, or under another name. */
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

    /** Whether the model is one of a table. */
    boolean isTable() {
        return TableModel.isOne(file());
    }

    TableModel loadTable() {
        if (!isTable()) {
            throw new DataException(file() + ": is no model of a table, and " + command.name()
                    + " takes no other; train one with --data FILE.csv");
        }
        return TableModel.load(file());
    }

    static Vae load(Path model) {
        return Vae.load(file(model, FILE));
    }

    /** The decoder alone, from its own file or a whole model's. */
    Decoder loadDecoder() {
        if (isTable()) {
            throw ofTable();
        }
        return Decoder.load(file());
    }

    private DataException ofTable() {
        String name = command.name();
        return new DataException(file() + ": is the model of a table, and " + name
                + " takes one of images; of a table, "
                + FOR_TABLES.getOrDefault(name, "score, impute, synthesize, encode, doctor and info are there"));
    }

    /** The file of the model. */
    Path file() {
        return file(model, FILE);
    }

    /** A model's file, which may be given by the folder that it is in. */
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
                throw new DataException(model + ": is being trained; its model is there when that has ended");
            case STOPPED, INTERRUPTED ->
                throw new DataException(
                        model + ": its training has not ended; it can go on, see train --help at --resume");
            default -> {} // it has no such file
        }
    }
}
