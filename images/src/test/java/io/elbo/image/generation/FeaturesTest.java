package io.elbo.image.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FeaturesTest {
    private static final FeatureClassifier.Options SMALL = new FeatureClassifier.Options(32, 8, 3, 1);

    @TempDir
    Path folder;

    /** Lines labelled by the quarter of their angle. */
    private static Images labelled(int rows, long seed) {
        Images lines = Lines.generate(rows, seed);
        int angle = lines.factorNames().indexOf("angle");
        int[] labels = Arrays.stream(lines.factors().orElseThrow())
                .mapToInt(f -> (int) (f[angle] / Math.PI * 4))
                .toArray();
        return lines.withLabels(labels);
    }

    @Test
    void theClassifierRecognizesImagesItHasNotSeen() {
        FeatureClassifier classifier =
                FeatureClassifier.train(labelled(3000, 1), new FeatureClassifier.Options(64, 8, 12, 1));
        Images other = labelled(500, 2);
        // chance is a quarter
        assertTrue(classifier.accuracy(other) > 0.7, () -> "accuracy " + classifier.accuracy(other));
        int right = 0;
        int[] found = classifier.classify(other);
        for (int i = 0; i < found.length; i++) {
            right += found[i] == other.labels().orElseThrow()[i] ? 1 : 0;
        }
        assertEquals(right / 500.0, classifier.accuracy(other));
    }

    @Test
    void theSameSeedGivesTheSameFeaturesAndAnotherSeedOthers() {
        Images images = labelled(300, 1);
        float[][] once = FeatureClassifier.train(images, SMALL).of(images);
        assertTrue(
                Arrays.deepEquals(once, FeatureClassifier.train(images, SMALL).of(images)));
        assertTrue(!Arrays.deepEquals(
                once, FeatureClassifier.train(images, SMALL.withSeed(2)).of(images)));
        assertEquals(8, once[0].length);
    }

    @Test
    void aFileGivesTheSameFeatures() {
        Images images = labelled(300, 1);
        FeatureClassifier classifier = FeatureClassifier.train(images, SMALL);
        Path file = folder.resolve("features.safetensors");
        classifier.save(file);
        FeatureClassifier loaded = FeatureClassifier.load(file);
        assertTrue(Arrays.deepEquals(classifier.of(images), loaded.of(images)));
        assertArrayEquals(classifier.classify(images), loaded.classify(images));
        assertEquals(classifier.name(), loaded.name());
    }

    @Test
    void aFileOfAnotherKindIsRefusedByName() throws IOException {
        Path file = folder.resolve("features.safetensors");
        FeatureClassifier.train(labelled(50, 1), SMALL).save(file);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.write(
                file,
                text.replace("features.bias", "features.bibs").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        DataException missing = assertThrows(DataException.class, () -> FeatureClassifier.load(file));
        assertTrue(missing.getMessage().contains("tensor features.bias is missing"), missing.getMessage());
        Files.write(
                file,
                text.replace("elbo-features-1", "elbo-features-9")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        DataException later = assertThrows(DataException.class, () -> FeatureClassifier.load(file));
        assertTrue(later.getMessage().contains("of another version of elbo (elbo-features-9)"), later.getMessage());
        Files.write(
                file,
                text.replace("elbo-features-1", "elbo-pictures-1")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        DataException other = assertThrows(DataException.class, () -> FeatureClassifier.load(file));
        assertTrue(other.getMessage().contains("is not a feature classifier"), other.getMessage());
    }

    @Test
    void imagesWithoutLabelsGetPrincipalComponents() {
        Images lines = Lines.generate(100, 1);
        Features features = Features.fit(lines, 1);
        assertTrue(features instanceof PcaFeatures && features.name().startsWith("64 principal"), features.name());
        assertEquals(64, features.of(lines)[0].length);
        assertTrue(Features.fit(labelled(50, 1), 1) instanceof FeatureClassifier);
        // a single label cannot train a classifier
        assertTrue(Features.fit(lines.withLabels(new int[100]), 1) instanceof PcaFeatures);
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        FeatureClassifier classifier = FeatureClassifier.train(labelled(50, 1), SMALL);
        DataException e = assertThrows(DataException.class, () -> classifier.of(FloatRows.of(new float[2][3])));
        assertEquals("rows have 3 numbers; these features are of rows of 784", e.getMessage());
    }
}
