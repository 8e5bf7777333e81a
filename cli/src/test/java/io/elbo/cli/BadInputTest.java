package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.image.Idx;
import io.elbo.data.image.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid input gets a one-line message that names the problem, and changes nothing on the disk. */
class BadInputTest {
    /** Words that describe the program instead of the mistake of the user. */
    private static final Pattern JARGON = Pattern.compile(
            "\\bnull\\b|Exception|\\bjava\\.|io\\.elbo|\\w+\\[\\w+=|\\bint\\b|\\ba double\\b|^\\s+at |Optional");

    @TempDir
    static Path d;

    /**
     * One wrong command.
     *
     * @param code the exit code
     * @param says a part of the message
     * @param command the words of the command; {@code @} stands for the folder of the prepared files
     */
    record Case(int code, String says, String command) {
        List<String> words() {
            return Arrays.stream(command.split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(word -> word.replace("@", d.toString()).replace("~", " "))
                    .toList();
        }

        @Override
        public String toString() {
            return "elbo " + command + "  ->  " + code + " " + says;
        }
    }

    private static final String TINY = "train --limit 40 --hidden 8 --epochs 1 --out @/new ";

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        usage(cases);
        numbers(cases);
        data(cases);
        specs(cases);
        models(cases);
        restoration(cases);
        uses(cases);
        latents(cases);
        runs(cases);
        conditions(cases);
        studies(cases);
        scores(cases);
        return cases.stream();
    }

    private static void add(List<Case> cases, int code, String says, String command) {
        cases.add(new Case(code, says, command));
    }

    private static void usage(List<Case> cases) {
        add(cases, 2, "a command is missing: train, evaluate", "");
        add(cases, 2, "there is no command 'trian'; did you mean train?", "trian");
        add(cases, 2, "there is no command 'xyzzy'; there are train", "xyzzy");
        add(cases, 2, "unknown option --epoch; did you mean --epochs?", TINY + "--epoch 3");
        add(cases, 2, "unknown option --lattent=3; did you mean --latent?", TINY + "--lattent=3");
        add(cases, 2, "unknown option --colour", TINY + "--colour");
        add(cases, 2, "unexpected argument 'mnist'", TINY + "mnist");
        add(cases, 2, "missing required parameter for option '--epochs'", "train --epochs");
        add(cases, 2, "--data", "train --data --epochs 3");
        add(cases, 2, "should be specified only once", "train --limit 40 --out @/new --latent 2 --latent 3");
        add(cases, 2, "missing required parameter: 'MODEL'", "evaluate");
        add(cases, 2, "-o", "encode @/run");
        add(cases, 2, "--latents", "decode @/run");
        add(cases, 2, "--to", "interpolate @/run --from 1");
        add(cases, 2, "'rely' is not one of relu, leaky_relu", TINY + "--activation rely");
        add(cases, 2, "'cnn' is not one of mlp, conv", TINY + "--architecture cnn");
        add(cases, 2, "'cauchy' is not one of auto, bernoulli, ", TINY + "--likelihood cauchy");
        add(
                cases,
                2,
                "--variance often: must be shared, feature or decoder",
                TINY + "--likelihood laplace --variance often");
        add(cases, 2, "--variance 0..1: must be a number, or shared", TINY + "--likelihood gaussian --variance 0..1");
        add(cases, 2, "--prior vague: must be standard", TINY + "--prior vague");
        add(cases, 2, "components 0: must be 1 to", TINY + "--prior mixture:0");
        add(cases, 2, "--prior is for --model vae only", TINY + "--model autoencoder --prior mixture:5");
        add(cases, 2, "--model tied is trained on squared errors", TINY + "--model tied --likelihood bernoulli");
        add(cases, 2, "--beta -1.0: must be 0 to", TINY + "--beta -1");
        add(cases, 2, "--beta cannot be used with --objective elbo", TINY + "--objective elbo --beta 2");
        add(cases, 2, "--kl-warm-up cannot be used with --kl-cycles", TINY + "--kl-warm-up 3 --kl-cycles 2");
        add(
                cases,
                2,
                "--free-bits cannot be used with --objective capacity",
                TINY + "--objective capacity --free-bits 1");
        add(cases, 2, "--mmd cannot be used with --objective elbo", TINY + "--objective elbo --mmd 5");
        add(cases, 2, "--samples cannot be used with --objective wae", TINY + "--objective wae --samples 5");
        add(cases, 2, "lambda -1.0: must be 0 to", TINY + "--free-bits -1");
        add(cases, 2, "needs a random posterior", TINY + "--model autoencoder --objective sampled_elbo");
        add(cases, 2, "--corrupt snow: must be gaussian:0.3", TINY + "--corrupt snow");
        add(cases, 2, "--corrupt gaussian:much: must be", TINY + "--corrupt gaussian:much");
        add(cases, 2, "must be", TINY + "--corrupt masking:2");
        add(cases, 2, "factor", TINY + "--corrupt downscale:5");
        add(cases, 1, "is not in colour", TINY + "--condition grey");
        add(cases, 1, "has no labels", TINY + "--condition label");
        add(cases, 2, "NAME is missing; --list names", "reproduce");
        add(cases, 1, "there is no reproduction 'everything'; there are kingma-welling-3", "reproduce everything");
        add(cases, 2, "--budget 0.0: must be", "reproduce burda-vae --budget 0");
        add(cases, 2, "--list takes no NAME", "reproduce burda-vae --list");
        add(cases, 1, "no-model: cannot be read: there is no such file", "doctor @/no-model");
        add(cases, 2, "'adan' is not one of sgd, adagrad, adam, adamw", TINY + "--optimizer adan");
        add(cases, 2, "'linear' is not one of constant, step, cosine", TINY + "--schedule linear");
        add(cases, 2, "'yes' is not one of none, dynamic, threshold", TINY + "--binarize yes");
        add(cases, 2, "'zero' is not one of pytorch, he", TINY + "--initialization zero");
        add(cases, 2, "'valid' is not one of test, train", "evaluate @/run --split valid");
        add(
                cases,
                2,
                "--resume keeps the settings of the run; it cannot be used with --latent",
                "train --resume @/run --latent 3");
        add(cases, 2, "it cannot be used with --out", "train --resume @/run --out @/new");
        add(cases, 2, "--spec defines the model; it cannot be used with --hidden", TINY + "--spec @/run/spec.json");
        add(cases, 2, "--momentum requires --optimizer sgd", TINY + "--momentum 0.5");
        add(cases, 2, "--weight-decay requires --optimizer adamw", TINY + "--weight-decay 0.5 --optimizer sgd");
    }

    private static void numbers(List<Case> cases) {
        for (String flag : List.of("--epochs", "--batch", "--latent", "--limit", "--threads")) {
            String train = "train --out @/new ";
            add(cases, 2, flag, train + flag + " many");
            add(cases, 2, flag + " 0: must be", train + flag + " 0");
            add(cases, 2, flag + " -3: must be", train + flag + " -3");
            add(cases, 2, "out of range", train + flag + " 99999999999");
            add(cases, 2, "'2.5' is not a whole number", train + flag + " 2.5");
        }
        add(cases, 2, "--epochs 2000000000: must be 1 to 1000000", "train --out @/new --epochs 2000000000");
        add(cases, 2, "--latent 2000000000: must be", "train --out @/new --latent 2000000000");
        add(cases, 2, "--threads 2000000000: must be 1 to 1024", "train --out @/new --threads 2000000000");
        add(cases, 2, "--hidden 0: must be 1 to", "train --out @/new --hidden 0");
        add(cases, 2, "--hidden 500,-1: must be 1 to", "train --out @/new --hidden 500,-1");
        add(cases, 2, "--hidden 2000000000: must be 1 to", "train --out @/new --hidden 2000000000");
        add(cases, 2, "'wide' is not a whole number", "train --out @/new --hidden 500,wide");
        add(cases, 2, "'' is not a whole number", "train --out @/new --hidden 500,,200");
        add(cases, 2, "'one' is not a whole number", TINY + "--seed one");
        add(cases, 2, "out of range", TINY + "--seed 99999999999999999999");
        add(cases, 2, "pseudo_inputs 0: must be 1 to 1000", TINY + "--prior vamp:0");
        add(cases, 2, "--prior vampire: must be standard, or mixture:K or vamp:K", TINY + "--prior vampire");
        add(cases, 2, "--learning-rate 0.0: must be above 0", TINY + "--learning-rate 0");
        add(cases, 2, "--learning-rate -1.0: must be above 0", TINY + "--learning-rate -1");
        add(cases, 2, "--learning-rate 1000.0: must be", TINY + "--learning-rate 1000");
        add(cases, 2, "'NaN' is not a number", TINY + "--learning-rate NaN");
        add(cases, 2, "'fast' is not a number", TINY + "--learning-rate fast");
        add(cases, 2, "1e999 is out of range", TINY + "--learning-rate 1e999");
        add(cases, 2, "--samples 0: must be", TINY + "--samples 0");
        add(cases, 2, "--variance 0.0: must be above 0", TINY + "--likelihood gaussian --variance 0");
        add(cases, 2, "--variance -1.0: must be above 0", TINY + "--likelihood gaussian --variance -1");
        add(cases, 2, "--validation 0.9: must be 0 to 0.5", TINY + "--validation 0.9");
        add(cases, 2, "--validation -0.1: must be", TINY + "--validation -0.1");
        add(cases, 2, "--clip-norm -1.0: must be", TINY + "--clip-norm -1");
        add(cases, 2, "--patience -1: must be", TINY + "--patience -1");
        add(cases, 2, "--warm-up -1: must be", TINY + "--warm-up -1");
        add(cases, 2, "--save-every -1.0: must be 0 to", TINY + "--save-every -1");
        add(cases, 2, "--save-every 1.0E10: must be 0 to", TINY + "--save-every 1e10");
        add(cases, 2, "--epochs 0: must be", "train --resume @/run --epochs 0");
        add(cases, 2, "--samples -1: must be", "evaluate @/run --samples -1");
        add(cases, 2, "--samples 2000000000: must be", "evaluate @/run --samples 2000000000");
        add(cases, 2, "-n 0: must be 1 to", "sample @/run -n 0 -o @/new.png");
        add(cases, 2, "-n 2000000000: must be 1 to", "sample @/run -n 2000000000 -o @/new.png");
        add(cases, 2, "a picture holds at most", "sample @/run -n 1000000 -o @/new.png");
        add(cases, 2, "--side 0: must be 1 to 200", "grid @/run --side 0 -o @/new.png");
        add(cases, 2, "--side 5000: must be 1 to 200", "grid @/run --side 5000 -o @/new.png");
        add(cases, 2, "--steps 1: must be 2 to 1000", "interpolate @/run --from 0 --to 1 --steps 1 -o @/new.png");
    }

    private static void data(List<Case> cases) {
        add(
                cases,
                1,
                "'@/nothing' is neither a data set (lines, lines-colour, mnist, fashion-mnist) nor",
                TINY + "--data @/nothing");
        add(cases, 1, "did you mean mnist?", TINY + "--data minst");
        add(cases, 1, "did you mean fashion-mnist?", TINY + "--data fashion-mist");
        add(cases, 1, "@/empty: there are no pictures", TINY + "--data @/empty");
        add(cases, 1, "@/corrupt/b.png: the PNG file is cut off", TINY + "--data @/corrupt");
        add(
                cases,
                1,
                "pictures differ in size: @/sizes/a.png is 8x8, @/sizes/b.png is 9x8; --resize WxH resizes all of them",
                TINY + "--data @/sizes");
        add(cases, 1, "@/sizes/a.png: is a single picture", TINY + "--data @/sizes/a.png");
        add(cases, 1, "ends after", TINY + "--data @/cut-idx3-ubyte");
        add(cases, 1, "holds labels", TINY + "--data @/labels-idx1-ubyte");
        add(cases, 1, "element type 0x0D (float)", TINY + "--data @/float-idx3-ubyte");
        add(cases, 1, "is empty; an IDX file is needed", TINY + "--data @/nothing.bin");
        add(cases, 1, "starts with 'not ', not an IDX file", TINY + "--data @/text.bin");
        String table = "train --out @/new --data @/text.json";
        add(cases, 1, "@/text.json: line 1: an object is needed, as on every line, not 'n'", table);
        add(cases, 2, "--delimiter: 'ab' must be one character, or tab", table + " --delimiter ab");
        add(cases, 2, "--query is missing", "schema jdbc:duckdb:");
        add(cases, 2, "--header cannot be used with --no-header", "schema @/text.json --header --no-header");
        add(cases, 1, "@/text.json: delimiter, quote, header", "schema @/text.json --no-header");
        add(cases, 1, "train-labels-idx1-ubyte (.gz or unpacked) missing", TINY + "--data mnist --data-dir @/mnist");
        add(cases, 1, "--data-dir @/nothing: there is no such folder", TINY + "--data mnist --data-dir @/nothing");
        add(cases, 2, "--resize: 'big' is not an image size", TINY + "--resize big");
        add(cases, 2, "--resize: image size 0x8", TINY + "--resize 0x8");
        add(cases, 2, "--resize: image size 99999x9", TINY + "--resize 99999x9");
        add(
                cases,
                2,
                "images of 3x3: the convolutional model",
                "train --limit 9 --architecture conv --resize 3x3 --out @/new");
        add(
                cases,
                2,
                "images of 5x3: the convolutional model",
                "train --limit 9 --architecture conv --resize 5x3 --out @/new");
        add(cases, 1, "1 rows are too few to train on", "train --limit 1 --out @/new");
    }

    private static void studies(List<Case> cases) {
        add(cases, 2, "missing required parameter: 'NAME'", "study");
        add(cases, 2, "'elbo' is not one of estimators, minibatch", "study elbo");
        add(cases, 2, "--epochs 0: must be 1 to 10000", "study em --epochs 0 -o @/new");
        add(cases, 2, "--limit 0: must be at least 1", "study minibatch --limit 0 -o @/new");
        add(cases, 2, "--data requires estimators, minibatch or gradients", "study em --data mnist -o @/new");
        add(cases, 2, "--limit requires estimators", "study scalar --limit 5 -o @/new");
        add(cases, 2, "--model requires estimators or minibatch", "study gradients --model @/run -o @/new");
        add(cases, 2, "--epochs cannot be used with --model", "study minibatch --model @/run --epochs 3 -o @/new");
        add(cases, 1, "-o @/text.json: is a file; a folder is needed", "study em -o @/text.json");
        add(cases, 1, "@/text.json is not a writable folder", "study em -o @/text.json/new");
        add(cases, 1, "there is no model.safetensors", "study estimators --model @/empty -o @/new");
        add(cases, 1, "8x8", "study minibatch --model @/run --data @/same -o @/new");
    }

    private static void specs(List<Case> cases) {
        String spec = "train --limit 40 --epochs 1 --out @/new --spec @/";
        add(cases, 1, "@/nothing.json: there is no such file", spec + "nothing.json");
        add(cases, 1, "@/text.json: ", spec + "text.json");
        add(cases, 1, "model.encoder[0]", spec + "layer.json");
        add(cases, 1, "model: encoder: must be a list of layers", spec + "field.json");
        add(cases, 1, "decoder: ends in", spec + "shapes.json");
        add(cases, 1, "epochs 0: must be", spec + "epochs.json");
        add(cases, 1, "takes 784, [28, 28, 1]", spec + "run/spec.json --data @/same");
        add(cases, 1, "@/empty", spec + "empty");
    }

    private static void models(List<Case> cases) {
        add(cases, 1, "@/nothing: cannot be read: there is no such file", "info @/nothing");
        add(cases, 1, "@/empty: there is no model.safetensors in this folder", "info @/empty");
        add(cases, 1, "@/nothing.bin: has 0 bytes", "info @/nothing.bin");
        add(cases, 1, "@/text.json: ", "info @/text.json");
        add(cases, 1, "@/cut.safetensors: has", "info @/cut.safetensors");
        add(cases, 1, "@/header.safetensors: ", "sample @/header.safetensors -o @/new.png");
        add(cases, 1, "encoder.0.weight.dtype: is \"F64\"", "info @/dtype.safetensors");
        add(cases, 1, "not a finite number", "info @/nan.safetensors");
        add(cases, 1, "@/run/checkpoint.safetensors: is not a model", "info @/run/checkpoint.safetensors");
        add(cases, 1, "@/foreign.safetensors: is not a model of elbo", "info @/foreign.safetensors");
        add(cases, 1, "@/other.safetensors: tensor", "info @/other.safetensors");
    }

    private static void restoration(List<Case> cases) {
        add(
                cases,
                2,
                "--model pca is computed, not trained; it cannot be used with --epochs, --hidden",
                TINY + "--model pca");
        add(cases, 2, "--latent 40: must be 1 to 39", "train --limit 40 --out @/new --model pca --latent 40");
        add(
                cases,
                2,
                "--model tied makes images of the shape that it sees",
                "train --limit 40 --out @/new --model tied --pairs lines --resize-pairs 7x7");
        add(cases, 2, "--resize-pairs requires --pairs", TINY + "--resize-pairs 7x7");
        add(cases, 2, "--resize-pairs: 'big' is not an image size", TINY + "--pairs lines --resize-pairs big");
        add(cases, 1, "'@/nothing' is neither a data set", TINY + "--pairs @/nothing");
        add(cases, 1, "is a folder of pictures and lines is not", TINY + "--pairs @/same");
        add(
                cases,
                1,
                "no target for a.png, b.png; no input for 0.png, 1.png",
                "train --out @/new --data @/same --pairs @/other");
        add(
                cases,
                1,
                "20000 images and 4; each needs its counterpart",
                TINY + "--data @/images-idx3-ubyte --pairs lines");
        add(cases, 1, "was trained on other data", "train --resume @/runPairs --limit 40");
        add(cases, 1, "pairs are needed", "train --resume @/runSmall --limit 40");
        add(cases, 1, "pairs are needed", "evaluate @/runSmall --limit 4 --data lines");
        add(cases, 2, "--data is missing: the model was trained on 'lines+lines'", "evaluate @/runSmall");
        add(
                cases,
                1,
                "ln p(x) cannot be estimated with a plain autoencoder",
                "evaluate @/runPca --limit 4 --samples 3");
        add(cases, 1, "@/runPca: holds no run to resume", "train --resume @/runPca");
        add(cases, 1, "this model is not a linear autoencoder", "compare-pca @/run --limit 40");
        add(
                cases,
                1,
                "have at most 2 principal components; this model has 3 latents",
                "compare-pca @/runPca --limit 3");
        add(cases, 1, "8x8", "compare-pca @/runPca --data @/images-idx3-ubyte");
        add(cases, 2, "--corrupt snow: must be gaussian:0.3", "denoise @/runPca --corrupt snow -o @/new.png");
        add(cases, 2, "masking: rate 3.0: must be 0 to 1", "denoise @/runPca --corrupt masking:3 -o @/new.png");
        add(
                cases,
                2,
                "--corrupt downscale:5: downscale: factor 5",
                "denoise @/runPca --corrupt downscale:5 -o @/new.png");
        add(
                cases,
                2,
                "--corrupt cannot be used with --pairs",
                "denoise @/runPca --corrupt masking:0.5 --pairs lines -o @/new.png");
        add(cases, 2, "--seed requires --corrupt", "denoise @/runPca --seed 3 -o @/new.png");
        add(cases, 2, "--json requires --corrupt or --pairs", "denoise @/runPca --json -o @/new.png");
        add(cases, 2, "--pca-data requires --corrupt or --pairs", "denoise @/runPca --pca-data lines -o @/new.png");
        add(cases, 1, "8x8", "denoise @/runPca --data @/images-idx3-ubyte -o @/new.png");
        add(
                cases,
                2,
                "-o @/new.jpg: must end in .png or .npy, or be the name of a folder",
                "denoise @/runPca -o @/new.jpg");
        add(cases, 1, "@/same: already exists; -o requires a new or empty folder", "denoise @/runPca -o @/same");
        add(
                cases,
                1,
                "@/nothing/new: cannot be created: there is no writable folder @/nothing",
                "denoise @/runPca -o @/nothing/new");
        add(cases, 2, "--factor is missing: the images have the full size", "upscale @/runPca --limit 4 -o @/new.png");
        add(cases, 2, "--factor 1: must be at least 2", "upscale @/runPca --factor 1 -o @/new.png");
        add(cases, 1, "downscaling by 3: the factor must divide", "upscale @/runPca --limit 4 --factor 3 -o @/new.png");
        add(
                cases,
                1,
                "images of 8x8; this model makes 28x28 from images a whole number",
                "upscale @/runPca --data @/same -o @/new.png");
        add(
                cases,
                1,
                "images of 8x8; this model makes 28x28 from 7x7",
                "upscale @/runSmall --data @/same -o @/new.png");
        add(
                cases,
                1,
                "--factor is for images of the full size",
                "upscale @/runPca --data @/same --factor 2 -o @/new.png");
    }

    private static void uses(List<Case> cases) {
        String decode = "decode @/run -o @/new.png --latents @/";
        add(cases, 1, "@/letters.csv: line 3, column b", decode + "letters.csv");
        add(cases, 1, "@/columns.csv: has 3 columns; this model has 2 latents", decode + "columns.csv");
        add(cases, 1, "@/nan.csv: line 2, column b", decode + "nan.csv");
        add(cases, 1, "@/headless.csv: line 1: holds only numbers", decode + "headless.csv");
        add(cases, 1, "@/ragged.csv: line 2: has 1 fields; the header has 2", decode + "ragged.csv");
        add(cases, 1, "@/nothing.csv: there is no such file", decode + "nothing.csv");
        add(cases, 2, "--latents @/latents.txt: must end in .csv or .npy", decode + "latents.txt");
        add(cases, 1, "@/wrong.npy", decode + "wrong.npy");
        add(cases, 2, "-o @/new.txt: must end in .csv or .npy", "encode @/run --limit 4 -o @/new.txt");
        add(cases, 2, "-o @/new.jpg: must end in .png or .npy", "sample @/run -o @/new.jpg");
        add(cases, 1, "there is no folder @/nothing", "sample @/run -o @/nothing/new.png");
        add(cases, 1, "@/folder.png: is a folder", "sample @/run -o @/folder.png");
        add(cases, 1, "a grid needs a model with 2 latents; this one has 20", "grid @/run20 -o @/new.png");
        add(cases, 2, "--from 9: lines has rows 0 to 3", "interpolate @/run --limit 4 --from 9 --to 1 -o @/new.png");
        add(cases, 2, "--to -1: lines has rows 0 to 3", "interpolate @/run --limit 4 --from 1 --to -1 -o @/new.png");
        add(cases, 1, "8x8", "evaluate @/run --data @/same");
        add(cases, 1, "8x8", "encode @/run --data @/same -o @/new.csv");
        add(cases, 1, "has no test split", "evaluate @/run --data @/images-idx3-ubyte --split test");
        add(cases, 2, "--data is missing: the model was trained on 'same'", "evaluate @/runSame");
        String sampler = "fit-sampler @/run --limit 40 -o @/new.safetensors ";
        add(cases, 2, "--kind forest: must be mixture:K", sampler + "--kind forest");
        add(cases, 2, "--kind mixture:0: must be mixture:K", sampler + "--kind mixture:0");
        add(
                cases,
                2,
                "--kind mixture:41: must have at most 40 components, the number of rows",
                sampler + "--kind mixture:41");
        add(cases, 2, "-o @/new.bin: must end in .safetensors", "fit-sampler @/run -o @/new.bin");
        add(cases, 2, "--data is missing", "fit-sampler @/runSame -o @/new.safetensors");
        add(cases, 1, "is not a sampler of elbo", "sample @/run --sampler @/run/model.safetensors -o @/new.png");
        add(cases, 1, "was fitted to another model", "sample @/run20 --sampler @/sampler.safetensors -o @/new.png");
        add(cases, 2, "-n 5: must be 6 to", "judge @/run -n 5");
        add(cases, 2, "--draws -1: must be 0 to", "judge @/run --draws -1");
        add(cases, 2, "--features @/new.bin: must end in .safetensors", "judge @/run --features @/new.bin");
        add(cases, 1, "is not a feature classifier", "judge @/run --limit 40 --features @/run/model.safetensors");
        add(cases, 1, "has no test split", "judge @/runSame --data @/images-idx3-ubyte");
    }

    private static void latents(List<Case> cases) {
        String traverse = "traverse @/run --limit 4 -o @/new.png ";
        add(cases, 2, "--steps 1: must be 2 to 1000", traverse + "--steps 1");
        add(cases, 2, "--top 0: must be at least 1", traverse + "--top 0");
        add(cases, 2, "--row 4: lines has rows 0 to 3", traverse + "--row 4");
        add(cases, 2, "--row -1: lines has rows 0 to 3", traverse + "--row -1");
        add(cases, 2, "'all' is not one of prior, posterior", traverse + "--range all");
        add(cases, 2, "-o @/new.csv: must end in .png or .npy", traverse.replace("png", "csv"));
        String direction = "direction @/run --limit 40 -o @/new.json ";
        add(cases, 2, "exactly one of --label, --factor and --paired is required", direction);
        add(cases, 2, "exactly one of --label, --factor and --paired", direction + "--label 1 --factor x");
        add(cases, 2, "--against requires --label", direction + "--factor x --against 1");
        add(cases, 2, "--method cannot be used with --paired", direction + "--paired lines --method mean");
        add(cases, 2, "'svm' is not one of mean, probe", direction + "--factor x --method svm");
        add(cases, 1, "lines: has no labels", direction + "--label 1");
        add(cases, 2, "--factor z: must be one of length, angle", direction + "--factor z");
        add(
                cases,
                1,
                "x: 7 rows; finding and measuring a direction needs at least 8",
                direction.replace("40", "7") + "--factor x");
        add(cases, 2, "-o @/new.png: must end in .json", direction.replace(".json", ".png") + "--factor x");
        add(
                cases,
                1,
                "@/columns.csv: has 1 lines of factors; lines has 4000",
                direction + "--factor a --factors @/columns.csv");
        add(cases, 1, "same: has no factors", "direction @/runSame --data @/same --factor x -o @/new.json");
        add(cases, 1, "lines is not, so they cannot be paired by name", direction + "--paired @/same");
        String labels = "direction @/runLabels --data @/labelled -o @/new.json ";
        add(cases, 2, "--label c: no image of labelled has this label; labels are a, b", labels + "--label c");
        add(cases, 2, "--against a: must differ from --label", labels + "--label a --against a");
        add(cases, 1, "label b: 1 rows have it and 3 do not", labels + "--label b");
        String steer = "steer @/run --limit 4 -o @/new.png --rows 1 --direction @/";
        add(cases, 2, "--rows", "steer @/run --direction @/direction.json");
        add(cases, 2, "--direction", "steer @/run --rows 1");
        add(cases, 1, "@/nothing.json: there is no such file", steer + "nothing.json");
        add(cases, 1, "@/text.json: is not JSON", steer + "text.json");
        add(cases, 1, "another model", steer.replace("/run ", "/runOther2 ") + "direction.json");
        add(cases, 1, "has 2 latents; this model has 20", steer.replace("/run ", "/run20 ") + "direction.json");
        add(cases, 2, "--strengths 1..: '' is not a number", steer + "direction.json --strengths 1..");
        add(cases, 2, "--strengths 1,far: 'far' is not a number", steer + "direction.json --strengths 1,far");
        add(cases, 2, "--steps requires --strengths LOW..HIGH", steer + "direction.json --strengths 1,2 --steps 3");
        add(cases, 2, "--steps 1: must be 2 to 1000", steer + "direction.json --steps 1");
        add(cases, 2, "--rows 9: lines has rows 0 to 3", steer.replace("--rows 1", "--rows 1,9") + "direction.json");
        add(
                cases,
                2,
                "--rows 1,x: 'x' is not a whole number",
                steer.replace("--rows 1", "--rows 1,x") + "direction.json");
        String arithmetic = "arithmetic @/run --limit 4 -o @/new.png --rows ";
        add(cases, 2, "--rows 1,2: must be three", arithmetic + "1,2");
        add(cases, 2, "--rows 9: lines has rows 0 to 3", arithmetic + "1,2,3+9");
        add(cases, 2, "'' is not a whole number", arithmetic + "1,2,3+");
        add(cases, 1, "is 7.0 in all rows", "factors @/runSame --data @/same --factors @/constant.csv");
        add(cases, 1, "same: has no factors; give them with --factors FILE", "factors @/runSame --data @/same");
        add(cases, 2, "'x=1' is not of the form FACTOR=LOW..HIGH", "unseen @/run --leave-out x=1");
        add(cases, 2, "factor z: must be one of length", "unseen @/run --leave-out z=1..2");
        add(cases, 2, "interval 2.0 to 1.0", TINY + "--leave-out x=2..1");
        add(cases, 1, "a x outside 1.0 to 2.0", TINY + "--leave-out x=1..2");
        add(cases, 1, "same: has no factor x", "train --data @/same --leave-out x=12..13 --out @/new");
        add(cases, 2, "--pairs 0: must be 1 to", "unseen @/run --leave-out x=12..13 --pairs 0");
        add(cases, 2, "--steps 2: must be 3 to", "unseen @/run --leave-out x=12..13 --steps 2");
        add(cases, 2, "-o @/new.npy: must end in .png", "unseen @/run --leave-out x=12..13 -o @/new.npy");
        add(cases, 1, "there is no room", "unseen @/run --leave-out x=11..17 -o @/new.png");
    }

    private static void conditions(List<Case> cases) {
        add(cases, 2, "--label 3: this model was trained without labels", "sample @/run --label 3 -o @/new.png");
        add(
                cases,
                2,
                "--label: 'x' is no class of this model; classes run",
                "sample @/runLabel --label x -o @/new.png");
        add(cases, 2, "--label: '1' is no class", "grid @/runLabel --label 1 -o @/new.png");
        add(cases, 2, "--label is missing", "decode @/runLabel --latents @/two.csv -o @/new.png");
        add(cases, 1, "'elbo colour'", "sample @/runGrey -o @/new.png");
        add(cases, 1, "lines: has no labels", "evaluate @/runLabel --data lines");
        add(cases, 1, "lines: has no labels", "encode @/runLabel --data lines -o @/new.csv");
        add(cases, 1, "lines: is not in colour", "reconstruct @/runGrey --data lines -o @/new.png");
        add(cases, 1, "lines: has no labels", "train --condition label --limit 40 --out @/new");
        add(cases, 1, "trained without labels", "transfer @/run -o @/new.png");
        add(cases, 2, "--row 9: ashes has rows 0 to 3", "transfer @/runLabel --data @/ashes --row 9 -o @/new.png");
        add(cases, 2, "'x' is not a whole number", "transfer @/runLabel --data @/ashes --row 0,x -o @/new.png");
        add(cases, 1, "does not colour pictures", "colour @/run -o @/new.png");
        add(cases, 2, "-n 0: must be 1 to 1000", "colour @/runGrey -n 0 -o @/new.png");
        add(cases, 1, "8x8", "colour @/runGrey --data @/same -o @/new.png");
        add(cases, 2, "-o @/new.png: must end in .safetensors", "export-decoder @/run -o @/new.png");
        add(cases, 1, "@/decoder.safetensors: is a decoder alone", "encode @/decoder.safetensors -o @/new.csv");
        add(cases, 1, "is a decoder alone", "evaluate @/decoder.safetensors");
        add(cases, 1, "@/decoderCut.safetensors: has", "sample @/decoderCut.safetensors -o @/new.png");
        add(cases, 1, "tensor decoder.0.bias is missing", "sample @/decoderMissing.safetensors -o @/new.png");
    }

    private static void runs(List<Case> cases) {
        String train = "train --limit 40 --hidden 8 --epochs 1 --out @/";
        add(cases, 1, "--out @/text.json: is a file; a folder is needed", train + "text.json");
        add(cases, 1, "@/text.json/new", train + "text.json/new");
        add(cases, 1, "@/run: already holds a run", train + "run");
        add(cases, 1, "@/empty: holds no run to resume", "train --resume @/empty");
        add(cases, 1, "@/nothing: holds no run to resume", "train --resume @/nothing");
        add(cases, 1, "@/run: was trained on other data", "train --resume @/run --limit 41");
        add(cases, 1, "takes 784", "train --resume @/run --data @/same");
        add(cases, 1, "@/runCut/checkpoint.safetensors: has", "train --resume @/runCut --limit 40");
        add(
                cases,
                1,
                "@/runOther/checkpoint.safetensors: is a checkpoint of another model than",
                "train --resume @/runOther --limit 40");
        add(cases, 1, "@/runModel/checkpoint.safetensors: is not a checkpoint", "train --resume @/runModel --limit 40");
    }

    private static void scores(List<Case> cases) {
        String score = "score @/run --limit 3 ";
        add(cases, 2, "--score: 'elbow' is not one of elbo, log_likelihood", score + "--score elbow");
        add(cases, 2, "--false-positive-rate 0.0: must be above 0", score + "--false-alarms 0");
        add(cases, 2, "--false-positive-rate 1.0: must be above 0 and below 1", score + "--false-alarms 1");
        add(cases, 2, "--calibrate-limit 0: must be", score + "--calibrate-limit 0");
        add(cases, 2, "--samples 0: must be 1 to", score + "--samples 0");
        add(
                cases,
                2,
                "--samples 3: the score reconstruction makes no draws",
                score + "--score reconstruction --samples 3");
        add(cases, 2, "--steps requires --score regret", score + "--score elbo --steps 4");
        add(cases, 2, "--steps 0: must be 1 to", score + "--steps 0");
        add(cases, 2, "-o @/new.txt: must end in .csv", score + "-o @/new.txt");
        add(cases, 1, "@/folder.png: is a folder; --picture needs", score + "--picture @/folder.png");
        add(cases, 2, "--picture @/new.csv: must end in .png", score + "--picture @/new.csv");
        add(cases, 2, "--save-calibration @/new.csv: must end in .json", score + "--save-calibration @/new.csv");
        add(cases, 2, "it cannot be used with --score", score + "--calibration @/text.json --score elbo");
        add(cases, 2, "it cannot be used with --score and its settings", score + "--calibration @/text.json --seed 4");
        add(cases, 1, "@/text.json: is not JSON", score + "--calibration @/text.json");
        add(cases, 1, "@/nothing.json: there is no such file", score + "--calibration @/nothing.json");
        String quick = score + "--score reconstruction -o @/new.csv ";
        add(
                cases,
                1,
                "needs at least 99 held-out rows; there are 5",
                quick + "--calibrate-limit 5 --false-alarms 0.01");
        add(cases, 1, "8x8", quick + "--data @/same");
        add(cases, 1, "8x8", quick + "--calibrate-on @/same");
        add(cases, 2, "--calibrate-on is missing: the model was trained on 'same'", "score @/runSame --data @/same");
        add(cases, 2, "missing required option: '--against", "ood @/run");
        add(cases, 2, "--against rotated:x: must have an angle in degrees", "ood @/run --limit 3 --against rotated:x");
        add(cases, 2, "--score: 'regrets' is not one of", "ood @/run --against noise --score elbo,regrets");
        add(cases, 1, "'@/nothing' is neither a data set", "ood @/run --limit 3 --against noise,@/nothing");
        add(cases, 1, "@/same: the data has", "ood @/run --limit 3 --against @/same");
    }

    /** The state of the files after the previous case; null before the first. */
    private static Map<Path, String> stamps;

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedInOneLineWithoutDamage(Case wrong) throws IOException {
        Map<Path, String> before = stamps == null ? Cli.stamps(d) : stamps;

        Cli.Result result = Cli.run(wrong.words().toArray());
        stamps = Cli.stamps(d);

        String says = wrong.says.replace("@", d.toString());
        List<String> errors = result.errors();
        String first = errors.isEmpty() ? "" : errors.get(0);
        boolean hint = errors.size() == 2 && errors.get(1).matches("Try './elbo.* --help'\\.");
        assertAll(
                () -> assertEquals(wrong.code, result.code(), result.err()),
                () -> assertTrue(first.startsWith("elbo: ") && first.contains(says), result.err()),
                () -> assertTrue(errors.size() == 1 || wrong.code == 2 && hint, result.err()),
                () -> assertFalse(JARGON.matcher(first).find(), first),
                () -> assertEquals("", result.out()),
                () -> assertEquals(before, stamps));
    }

    @Tag("slow")
    @Test
    void dataThatCannotBeDownloadedAreAskedForByName() throws Exception {
        Path folder = Files.createDirectory(d.resolveSibling(d.getFileName() + "-download"));
        List<String> command = new ArrayList<>(Cli.command("train", "--data", "mnist"));
        command.addAll(
                1,
                List.of(
                        "-Dhttps.proxyHost=127.0.0.1",
                        "-Dhttps.proxyPort=9",
                        "-Dhttp.proxyHost=127.0.0.1",
                        "-Dhttp.proxyPort=9"));
        Path cache = folder.resolve("cache");
        Cli.Result result = Cli.end(Cli.start(folder, Map.of("ELBO_CACHE", cache.toString()), command), folder);

        assertEquals(1, result.code(), result.err());
        assertEquals(1, result.errors().size(), result.err());
        for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            assertTrue(result.err().contains(file + "-ubyte.gz"), result.err());
        }
        assertTrue(result.err().contains("into " + cache.resolve("mnist")), result.err());
        assertTrue(result.err().contains("or into a folder of your own, named by --data-dir"), result.err());
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void aLossThatIsNotFiniteEndsTheRunInOneLine() throws IOException {
        Path run = d.resolveSibling(d.getFileName() + "-diverged");
        Cli.Result result = Cli.run(
                "train",
                "--limit",
                200,
                "--hidden",
                64,
                "--epochs",
                40,
                "--batch",
                10,
                "--likelihood",
                "gaussian",
                "--variance",
                1e-30,
                "--optimizer",
                "sgd",
                "--learning-rate",
                100,
                "--out",
                run);

        assertEquals(1, result.code(), result.err());
        String last = result.errors().get(result.errors().size() - 1);
        assertTrue(
                last.contains("is not a finite number in epoch")
                        && last.endsWith(" (--learning-rate 0.001, --clip-norm 1)"),
                result.err());
        assertFalse(
                Cli.contents(run).keySet().stream().anyMatch(f -> f.toString().endsWith(".tmp")));
    }

    @BeforeAll
    static void prepare() throws IOException {
        pictures();
        idx();
        tables();
        Cli.run(words("train --limit 40 --hidden 8 --latent 2 --epochs 1 --out @/run"))
                .succeeded();
        Cli.run(words("train --limit 40 --hidden 8 --latent 20 --epochs 1 --out @/run20"))
                .succeeded();
        Cli.run(words("train --data @/same --hidden 4 --latent 2 --epochs 1 --out @/runSame"))
                .succeeded();
        Cli.run(words("train --data @/ashes --condition label --hidden 4 --latent 2 --epochs 1 --out @/runLabel"))
                .succeeded();
        Cli.run(words("train --data lines-colour --limit 20 --condition grey --hidden 4 --epochs 1 --out @/runGrey"))
                .succeeded();
        Cli.run(words("export-decoder @/run -o @/decoder.safetensors")).succeeded();
        spoilDecoders(Files.readAllBytes(d.resolve("decoder.safetensors")));
        Cli.run(words("fit-sampler @/run --limit 40 --kind mixture:1 -o @/sampler.safetensors"))
                .succeeded();
        Cli.run(words("train --limit 40 --model pca --latent 3 --out @/runPca")).succeeded();
        Cli.run(words("train --limit 40 --model linear --latent 3 --epochs 1 --pairs lines --out @/runPairs"))
                .succeeded();
        Cli.run(
                        words(
                                "train --limit 40 --model linear --latent 3 --epochs 1 --pairs lines --resize-pairs 7x7 --out @/runSmall"))
                .succeeded();
        Cli.run(words("train --limit 40 --hidden 8 --latent 2 --epochs 1 --seed 2 --out @/runOther2"))
                .succeeded();
        Cli.run(words("train --data @/labelled --hidden 4 --latent 2 --epochs 1 --out @/runLabels"))
                .succeeded();
        Cli.run(words("direction @/run --limit 40 --factor x -o @/direction.json"))
                .succeeded();
        spoilSpecs(Files.readString(d.resolve("run/spec.json")));
        spoilModels(Files.readAllBytes(d.resolve("run/model.safetensors")));
        spoilRuns();
    }

    private static Object[] words(String command) {
        return new Case(0, "", command).words().toArray();
    }

    private static void pictures() throws IOException {
        for (String folder : List.of(
                "empty",
                "corrupt",
                "sizes",
                "same",
                "other",
                "ashes/ash",
                "labelled/a",
                "labelled/b",
                "mnist",
                "folder.png")) {
            Files.createDirectories(d.resolve(folder));
        }
        picture("corrupt/a.png", 8);
        byte[] png = Files.readAllBytes(d.resolve("corrupt/a.png"));
        Files.write(d.resolve("corrupt/b.png"), Arrays.copyOf(png, png.length / 2));
        picture("sizes/a.png", 8);
        picture("sizes/b.png", 9);
        picture("other/a.png", 8);
        picture("other/b.png", 8);
        for (int i = 0; i < 4; i++) {
            picture("same/" + i + ".png", 8);
            picture("labelled/" + (i < 3 ? "a/" : "b/") + i + ".png", 8);
            picture("ashes/ash/" + i + ".png", 8);
        }
    }

    private static void picture(String name, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.setRGB(name.hashCode() & 7, 3, 0xffffff);
        ImageIO.write(image, "png", d.resolve(name).toFile());
    }

    private static void idx() throws IOException {
        Images images = Images.of("images", 8, 8, 1, new byte[4][64]);
        Idx.writeImages(d.resolve("images-idx3-ubyte"), images);
        Idx.writeImages(d.resolve("mnist/train-images-idx3-ubyte"), images);
        Idx.writeLabels(d.resolve("labels-idx1-ubyte"), new int[4]);
        byte[] whole = Files.readAllBytes(d.resolve("images-idx3-ubyte"));
        Files.write(d.resolve("cut-idx3-ubyte"), Arrays.copyOf(whole, whole.length - 10));
        byte[] floats = whole.clone();
        floats[2] = 0x0D;
        Files.write(d.resolve("float-idx3-ubyte"), floats);
        Files.write(d.resolve("nothing.bin"), new byte[0]);
        text("text.json", "not JSON at all");
        text("text.bin", "not an IDX file");
    }

    private static void tables() throws IOException {
        text("letters.csv", "a,b\n1,2\n3,x\n");
        text("columns.csv", "a,b,c\n1,2,3\n");
        text("constant.csv", "a\n7\n7\n7\n7\n");
        text("nan.csv", "a,b\n1,NaN\n");
        text("headless.csv", "1,2\n3,4\n");
        text("ragged.csv", "a,b\n1\n");
        text("two.csv", "a,b\n1,2\n");
        text("latents.txt", "a,b\n1,2\n");
        text("wrong.npy", "not an array");
    }

    private static void spoilSpecs(String spec) throws IOException {
        text("layer.json", spec.replaceFirst("\"dense\"", "\"desne\""));
        text("field.json", spec.replaceFirst("\"encoder\"", "\"layers\""));
        text("shapes.json", spec.replace("784", "783"));
        text("epochs.json", spec.replace("\"epochs\" : 1", "\"epochs\" : 0"));
    }

    private static void spoilModels(byte[] model) throws IOException {
        Files.write(d.resolve("cut.safetensors"), Arrays.copyOf(model, model.length - 100));
        byte[] header = model.clone();
        header[9] = '?';
        Files.write(d.resolve("header.safetensors"), header);
        text("dtype.safetensors", model, "\"F32\"", "\"F64\"");
        text("foreign.safetensors", model, "\"format\"", "\"farmot\"");
        text("other.safetensors", model, "\"encoder.0.weight\"", "\"encoder.9.weight\"");
        byte[] nan = model.clone();
        ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putFloat(nan.length - 8, Float.NaN);
        Files.write(d.resolve("nan.safetensors"), nan);
    }

    private static void spoilDecoders(byte[] decoder) throws IOException {
        Files.write(d.resolve("decoderCut.safetensors"), Arrays.copyOf(decoder, decoder.length - 100));
        text("decoderMissing.safetensors", decoder, "\"decoder.0.bias\"", "\"decoder.9.bias\"");
    }

    private static void spoilRuns() throws IOException {
        byte[] checkpoint = Files.readAllBytes(d.resolve("run/checkpoint.safetensors"));
        run("runCut", Arrays.copyOf(checkpoint, checkpoint.length / 2));
        run("runOther", Files.readAllBytes(d.resolve("run20/checkpoint.safetensors")));
        run("runModel", Files.readAllBytes(d.resolve("run/model.safetensors")));
    }

    private static void run(String name, byte[] checkpoint) throws IOException {
        Path folder = Files.createDirectory(d.resolve(name));
        Files.copy(d.resolve("run/spec.json"), folder.resolve("spec.json"));
        Files.write(folder.resolve("checkpoint.safetensors"), checkpoint);
    }

    private static void text(String name, String text) throws IOException {
        Files.writeString(d.resolve(name), text);
    }

    private static void text(String name, byte[] bytes, String from, String to) throws IOException {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(latin.contains(from));
        int at = latin.indexOf(from);
        Files.writeString(
                d.resolve(name),
                latin.substring(0, at) + to + latin.substring(at + from.length()),
                StandardCharsets.ISO_8859_1);
    }
}
