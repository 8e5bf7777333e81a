package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import io.elbo.json.Json;
import io.elbo.spec.EpochMetrics;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the files of a run folder, during training and after. */
public final class RunFolder {
    private RunFolder() {}

    /** Returns whether a folder contains a run, trained or in training. */
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && (Files.isRegularFile(folder.resolve(RunDirectory.MODEL))
                        || Files.isRegularFile(folder.resolve(RunReport.STATUS)));
    }

    /**
     * Returns the status of training. A run whose status is training, but whose folder no process has locked, was interrupted.
     *
     * @return empty if the folder has no status, as for models that were not trained in steps
     * @throws DataException if the file is not valid, naming the file and the fault
     */
    public static Optional<RunStatus> status(Path folder) {
        Path file = folder.resolve(RunReport.STATUS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        RunStatus status = Json.read(Json.text(file), RunStatus.class, file.toString());
        return Optional.of(
                status.state() == RunStatus.State.TRAINING && !RunLock.isHeld(folder)
                        ? status.with(RunStatus.State.INTERRUPTED, null)
                        : status);
    }

    /** {@link RunHistory#epochs}, once. */
    public static List<EpochMetrics> epochs(Path folder) {
        return new RunHistory(folder).epochs();
    }

    /** {@link RunHistory#latents}, once. */
    public static List<double[]> latents(Path folder) {
        return new RunHistory(folder).latents();
    }

    /** What was given as data, if the folder says so. */
    public static Optional<RunData> data(Path folder) {
        Path file = folder.resolve(RunData.FILE);
        return Files.isRegularFile(file)
                ? Optional.of(Json.read(Json.text(file), RunData.class, file.toString()))
                : Optional.empty();
    }

    /** Asks the training, in whatever process, to stop after its step; within a second it hears of it. */
    public static void requestStop(Path folder) {
        try {
            Files.createFile(folder.resolve(RunReport.STOP));
        } catch (FileAlreadyExistsException e) {
            // asked before
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be asked to stop: " + FileText.reason(e), e);
        }
    }
}
