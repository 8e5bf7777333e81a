package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.table.TableModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The model that a command uses. */
final class ModelOption {
    private static final String FILE = "model.safetensors";

    @Parameters(index = "0", paramLabel = "MODEL", description = "A " + FILE + ", or the run folder that it is in.")
    private Path model;

    /** The folder of the run whose model this is; empty if it lies elsewhere, or under another name. */
    Optional<Path> run() {
        Path file = file().toAbsolutePath();
        return file.endsWith(FILE) ? Optional.of(file.getParent()) : Optional.empty();
    }

    Vae load() {
        if (isTable()) {
            throw new DataException(file() + ": is the model of a table; this needs one of images");
        }
        return load(model);
    }

    /** Whether the model is one of a table. */
    boolean isTable() {
        return TableModel.isOne(file());
    }

    TableModel loadTable() {
        if (!isTable()) {
            throw new DataException(file() + ": is no model of a table; train one with --data FILE.csv");
        }
        return TableModel.load(file());
    }

    static Vae load(Path model) {
        return Vae.load(file(model, FILE));
    }

    /** The decoder alone, from its own file or a whole model's. */
    Decoder loadDecoder() {
        return Decoder.load(file());
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
            throw new DataException(model + ": there is no " + name + " in this folder");
        }
        return inside;
    }
}
