package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.image.Restoration;
import io.elbo.image.Upscaling;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo upscale}. */
@Command(
        name = "upscale",
        sortOptions = false,
        description = {
            "Enlarges images with a model that was trained to enlarge.",
            "Enlarges small images to the size of the model by bicubic interpolation; the model then refines "
                    + "them. A model trained on pairs sees the small images themselves. Images of full size are downscaled "
                    + "first. A table then compares bicubic interpolation and the model with the originals (PSNR of all, "
                    + "mean SSIM). A picture shows the small images, the bicubic ones, the output of the model and, if "
                    + "known, the originals below one another."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo upscale runs/mnist-1 --data mnist --factor 2",
            "  ./elbo upscale runs/mnist-1 --data thumbnails/ -o enlarged"
        })
final class UpscaleCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--factor",
            paramLabel = "F",
            order = 10,
            description = "Factor by which images of full size are downscaled. Default: as in training")
    private Integer factor;

    @Option(names = "-o", paramLabel = "OUT", order = 11, description = RestoredImages.WHERE + " Default: upscaled.png")
    private Path out = Path.of("upscaled.png");

    @Option(names = "--json", order = 12, description = "Print the table as JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        if (factor != null && factor < 2) {
            throw wrong("--factor " + factor + ": must be at least 2");
        }
        RestoredImages.check(out, command);
        Vae vae = model.load();
        Images images = data.images(vae, command);
        ImageShape shape = vae.spec().image().orElse(null);
        boolean full = images.shape().equals(shape);
        if (!full && (factor != null || json)) {
            throw new DataException((factor != null ? "--factor" : "--json") + " is for images of the full size, "
                    + vae.spec().data() + " (height, width, channels); " + images);
        }
        if (full) {
            compare(vae, images, shape);
        } else {
            enlarge(vae, images);
        }
        return 0;
    }

    private void enlarge(Vae vae, Images small) {
        float[][] enlarged = Upscaling.upscale(vae, small);
        ImageShape shape = vae.spec().image().orElseThrow();
        List<float[][]> versions = new ArrayList<>();
        versions.add(Pictures.enlarged(small.toArray(), small.shape(), shape));
        if (small.shape().channels() == shape.channels()) {
            versions.add(Upscaling.bicubic(small, shape));
        }
        versions.add(enlarged);
        RestoredImages.write(out, vae, enlarged, versions, small.fileNames());
        System.out.println("Wrote " + out);
    }

    private void compare(Vae vae, Images images, ImageShape shape) throws Exception {
        int by = factor != null
                ? factor
                : Upscaling.factor(vae)
                        .orElseThrow(() -> wrong("--factor is missing: the images have the full size, and the model's "
                                + "training does not tell the factor"));
        List<Restoration> restorations = Upscaling.compare(vae, images, by);
        Images small = images.downscaled(by);
        float[][] enlarged = restorations.get(1).images();
        List<float[][]> versions = List.of(
                Pictures.enlarged(small.toArray(), small.shape(), shape),
                restorations.get(0).images(),
                enlarged,
                images.toArray());
        RestoredImages.write(out, vae, enlarged, versions, images.fileNames());
        if (json) {
            Map<String, Object> what = new LinkedHashMap<>();
            what.put("data", images.name());
            what.put("rows", images.count());
            what.put("factor", by);
            RestoredImages.printJson(what, restorations);
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%,d images of %s, %dx%d made %dx%d:%n",
                images.count(),
                images.name(),
                small.shape().width(),
                small.shape().height(),
                shape.width(),
                shape.height());
        RestoredImages.print(restorations);
        System.out.println("Wrote " + out);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
