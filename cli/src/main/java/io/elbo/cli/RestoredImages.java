package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.file.Folders;
import io.elbo.image.Restoration;
import io.elbo.plot.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The output of {@code denoise} and {@code upscale}: images as a picture, an array or a folder, and a table of quality. */
final class RestoredImages {
    static final String WHERE =
            "Output: a .png of the first 200 images, a .npy of all, or a new folder with a PNG of each.";

    private static final int IN_A_ROW = 10;
    private static final int MOST_IN_A_PICTURE = 200;

    private RestoredImages() {}

    /** Refuses an output that cannot be written. */
    static void check(Path out, CommandSpec command) {
        if (OutputFile.is(out, OutputFile.PNG) || OutputFile.is(out, OutputFile.NPY)) {
            OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
            return;
        }
        Path folder = out.toAbsolutePath().normalize();
        if (folder.getFileName() == null || folder.getFileName().toString().contains(".") && !Files.exists(folder)) {
            throw new ParameterException(
                    command.commandLine(),
                    "-o " + out + ": must end in .png or .npy, or be the name of a folder, without a dot");
        }
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new DataException(out + ": already exists; -o requires a new or empty folder");
        }
        Path parent = folder.getParent();
        if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw new DataException(out + ": cannot be created: there is no writable folder " + parent);
        }
    }

    private static boolean isEmptyFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read", e);
        }
    }

    /**
     * Writes images.
     *
     * @param restored the restored images, {@code [n][height * width * channels]}
     * @param versions the versions of each image that a picture shows, from top to bottom, including the restored ones
     * @param names the file names of the images; empty if they have none
     */
    static void write(Path out, Vae vae, float[][] restored, List<float[][]> versions, List<String> names) {
        if (OutputFile.is(out, OutputFile.NPY)) {
            OutputFile.writeNumbers(out, restored, vae.spec().data());
            return;
        }
        ImageShape shape = vae.spec().image().orElseThrow();
        if (OutputFile.is(out, OutputFile.PNG)) {
            List<float[][]> first = versions.stream()
                    .map(v -> Arrays.copyOf(v, Math.min(v.length, MOST_IN_A_PICTURE)))
                    .toList();
            Pictures.bands(first, shape, IN_A_ROW).write(out);
        } else {
            writeFolder(out.toAbsolutePath().normalize(), restored, shape, names);
        }
    }

    /** Writes a temporary folder and renames it, so that the folder is either complete or absent. */
    private static void writeFolder(Path folder, float[][] images, ImageShape shape, List<String> names) {
        Path temporary = folder.resolveSibling(
                "." + folder.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
        try {
            try {
                Files.createDirectory(temporary);
                for (int i = 0; i < images.length; i++) {
                    Path file = temporary.resolve(
                            names.isEmpty() ? String.format(Locale.ROOT, "%05d.png", i) : png(names.get(i)));
                    Files.createDirectories(file.getParent());
                    Pictures.image(images[i], shape).write(file);
                }
                Files.deleteIfExists(folder);
                Files.move(temporary, folder);
            } finally {
                delete(temporary);
            }
        } catch (UncheckedIOException e) {
            throw Folders.failure(folder, "cannot be written", e.getCause());
        } catch (IOException e) {
            throw Folders.failure(folder, "cannot be written", e);
        }
    }

    private static String png(String name) {
        return name.substring(0, name.lastIndexOf('.')) + ".png";
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Prints a line per method. */
    static void print(List<Restoration> restorations) {
        System.out.printf(Locale.ROOT, "%-14s%10s%9s%n", "", "PSNR (dB)", "SSIM");
        for (Restoration r : restorations) {
            System.out.printf(
                    Locale.ROOT,
                    "%-14s%10.2f%9s%n",
                    r.method(),
                    r.psnr(),
                    Double.isNaN(r.ssim()) ? "-" : String.format(Locale.ROOT, "%.4f", r.ssim()));
        }
    }

    /** Prints the description of the comparison and a list of method, psnr and ssim. */
    static void printJson(Map<String, Object> what, List<Restoration> restorations) throws IOException {
        List<Map<String, Object>> methods = new ArrayList<>();
        for (Restoration r : restorations) {
            Map<String, Object> method = new LinkedHashMap<>();
            method.put("method", r.method());
            // JSON has neither infinity nor NaN
            method.put("psnr", Double.isInfinite(r.psnr()) ? null : r.psnr());
            method.put("ssim", Double.isNaN(r.ssim()) ? null : r.ssim());
            methods.add(method);
        }
        Map<String, Object> all = new LinkedHashMap<>(what);
        all.put("methods", methods);
        Say.json(all);
    }
}
