package io.elbo.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the values of Pillow 12.3.0 and SciPy 1.17.1; OpenCV 5.0.0 and scikit-image 0.26.0 agree with these. */
class FiltersTest {
    private static final ImageShape SHAPE = new ImageShape(5, 7, 1);
    private static final float[] IMAGE = image();

    /** {@code i = arange(35); x = ((i * i * 31 + i * 17) % 97 / 96).astype(float32).reshape(5, 7)} */
    static float[] image() {
        float[] image = new float[35];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i * i * 31 + i * 17) % 97 / 96f;
        }
        return image;
    }

    @Test
    void bicubicIsThatOfPillow() {
        // clip(Image.fromarray(x).resize((width, height), Image.BICUBIC), 0, 1)
        float[] larger = {
            0, 0.288362f, 0.599940f, 0.604415f, 0.383764f, 0.748276f, 0.938826f, 0.823889f, 0.565563f, 0.381455f,
            0.581680f, 0.636772f, 0.549315f, 0.548504f, 0.711428f, 0.644485f, 0.505507f, 0.448382f, 0.891184f,
            0.899421f, 0.678756f, 0.488975f, 0.713604f, 0.659044f, 0.314545f, 0.143251f, 0.293005f, 0.286887f,
            0.534719f, 0.662537f, 0.582304f, 0.460168f, 0.680546f, 0.641595f, 0.442029f, 0.281459f, 0.169103f,
            0.406283f, 0.520472f, 0.427581f, 0.292786f, 0.474721f, 0.667264f, 0.646693f, 0.448071f, 0.611837f,
            0.588118f, 0.326569f, 0.098810f, 0.285461f, 0.125523f, 0.381297f, 0.672666f, 0.718837f, 0.548667f,
            0.692459f, 0.675353f, 0.520831f, 0.452954f, 0.518581f, 0.670853f, 0.685535f, 0.539850f, 0.437137f,
            0.744810f, 0.966031f, 0.886572f, 0.581988f, 0.867454f, 0.927794f, 0.685991f, 0.362230f
        };
        assertArrayEquals(larger, Filters.bicubic(SHAPE, IMAGE, new ImageSize(9, 8)), 1e-6f);
        float[] smaller = {
            0.437501f, 0.617875f, 0.648265f,
            0.649241f, 0.606643f, 0.376550f,
            0.416977f, 0.311671f, 0.579747f,
            0.682053f, 0.645481f, 0.650754f
        };
        assertArrayEquals(smaller, Filters.bicubic(SHAPE, IMAGE, new ImageSize(3, 4)), 1e-6f);
        float[] widerAndLower = {
            0.376007f, 0.448785f, 0.602976f, 0.647060f, 0.570194f, 0.522452f, 0.503834f, 0.549395f, 0.659137f,
                    0.663487f, 0.562446f, 0.481372f, 0.424281f, 0.397293f,
            0.453958f, 0.511486f, 0.633403f, 0.645329f, 0.538692f, 0.461178f, 0.412788f, 0.419426f, 0.481092f,
                    0.562446f, 0.663487f, 0.656402f, 0.548759f, 0.497970f
        };
        assertArrayEquals(widerAndLower, Filters.bicubic(SHAPE, IMAGE, new ImageSize(14, 2)), 1e-6f);
    }

    @Test
    void bilinearIsThatOfPillow() {
        // clip(Image.fromarray(x).resize((width, height), Image.BILINEAR), 0, 1)
        float[] larger = {
            0, 0.333333f, 0.560185f, 0.584491f, 0.406250f, 0.730324f, 0.851852f, 0.770833f, 0.562500f, 0.391927f,
            0.570312f, 0.616392f, 0.558160f, 0.542969f, 0.686270f, 0.627025f, 0.512587f, 0.444010f, 0.845703f,
            0.844835f, 0.681785f, 0.526693f, 0.695312f, 0.629485f, 0.361111f, 0.205946f, 0.294922f, 0.344401f,
            0.543186f, 0.613064f, 0.550564f, 0.460938f, 0.628038f, 0.592593f, 0.459852f, 0.327474f, 0.259766f,
            0.447700f, 0.504919f, 0.429760f, 0.327474f, 0.481916f, 0.609230f, 0.604167f, 0.460938f, 0.591797f,
            0.558377f, 0.357350f, 0.164280f, 0.294922f, 0.191117f, 0.411024f, 0.638889f, 0.695312f, 0.537109f,
            0.661241f, 0.644025f, 0.522497f, 0.444010f, 0.524016f, 0.647063f, 0.665799f, 0.542969f, 0.468750f,
            0.732639f, 0.878472f, 0.821759f, 0.562500f, 0.805556f, 0.846065f, 0.684028f, 0.406250f
        };
        assertArrayEquals(larger, Filters.bilinear(SHAPE, IMAGE, new ImageSize(9, 8)), 1e-6f);
        float[] smaller = {
            0.460565f, 0.595129f, 0.635975f,
            0.627852f, 0.574193f, 0.408420f,
            0.443824f, 0.359732f, 0.557292f,
            0.666295f, 0.620404f, 0.649554f
        };
        assertArrayEquals(smaller, Filters.bilinear(SHAPE, IMAGE, new ImageSize(3, 4)), 1e-6f);
    }

    @Test
    void medianIsThatOfSciPy() {
        // scipy.ndimage.median_filter(x, size=2 * radius + 1, mode='nearest')
        float[] one = {
            0.500000f, 0.500000f, 0.500000f, 0.635417f, 0.718750f, 0.604167f, 0.562500f,
            0.500000f, 0.541667f, 0.541667f, 0.625000f, 0.708333f, 0.604167f, 0.343750f,
            0.625000f, 0.541667f, 0.541667f, 0.468750f, 0.604167f, 0.604167f, 0.343750f,
            0.541667f, 0.541667f, 0.541667f, 0.562500f, 0.604167f, 0.708333f, 0.604167f,
            0.541667f, 0.625000f, 0.562500f, 0.562500f, 0.604167f, 0.718750f, 0.604167f
        };
        assertArrayEquals(one, Filters.median(SHAPE, IMAGE, 1), 1e-6f);
        float[] two = {
            0.468750f, 0.468750f, 0.541667f, 0.635417f, 0.625000f, 0.562500f, 0.562500f,
            0.500000f, 0.500000f, 0.541667f, 0.604167f, 0.604167f, 0.562500f, 0.562500f,
            0.541667f, 0.541667f, 0.562500f, 0.604167f, 0.604167f, 0.562500f, 0.562500f,
            0.541667f, 0.562500f, 0.604167f, 0.625000f, 0.604167f, 0.562500f, 0.406250f,
            0.468750f, 0.541667f, 0.562500f, 0.708333f, 0.625000f, 0.562500f, 0.406250f
        };
        assertArrayEquals(two, Filters.median(SHAPE, IMAGE, 2), 1e-6f);
        assertArrayEquals(IMAGE, Filters.median(SHAPE, IMAGE, 0));
    }

    @Test
    void gaussianBlurIsThatOfSciPyAlsoWhenTheKernelIsLargerThanTheImage() {
        // scipy.ndimage.gaussian_filter(x.astype(float), sigma, mode='nearest')
        float[] narrow = {
            0.301667f, 0.490214f, 0.561554f, 0.578018f, 0.677012f, 0.659916f, 0.548529f,
            0.531321f, 0.601226f, 0.576678f, 0.573916f, 0.584770f, 0.489056f, 0.404695f,
            0.455585f, 0.529220f, 0.496723f, 0.473136f, 0.522296f, 0.521123f, 0.457265f,
            0.505570f, 0.537336f, 0.463243f, 0.420162f, 0.490126f, 0.584882f, 0.572368f,
            0.566614f, 0.687777f, 0.671305f, 0.602928f, 0.664605f, 0.674412f, 0.548208f
        };
        assertArrayEquals(narrow, Filters.gaussianBlur(SHAPE, IMAGE, 0.8), 1e-6f);
        float[] wide = {
            0.377015f, 0.434769f, 0.488986f, 0.531192f, 0.556026f, 0.562762f, 0.555260f,
            0.423604f, 0.468256f, 0.508578f, 0.537933f, 0.552451f, 0.552101f, 0.540561f,
            0.468154f, 0.502984f, 0.532509f, 0.551408f, 0.556971f, 0.549808f, 0.533648f,
            0.507650f, 0.537444f, 0.560645f, 0.572443f, 0.570792f, 0.556937f, 0.535084f,
            0.540681f, 0.569975f, 0.591067f, 0.598849f, 0.591469f, 0.570842f, 0.542124f
        };
        assertArrayEquals(wide, Filters.gaussianBlur(SHAPE, IMAGE, 2.5), 1e-6f);
    }

    @Test
    void rotationIsThatOfSciPy() {
        // scipy.ndimage.rotate(x.astype(float), degrees, reshape=False, order=1, mode='grid-constant')
        float[] left = {
            0, 0.153806f, 0.354848f, 0.764303f, 0.346718f, 0.299106f, 0.133304f, 0.285898f, 0.598180f, 0.577057f,
            0.643316f, 0.606010f, 0.624673f, 0.524460f, 0.542118f, 0.758520f, 0.544782f, 0.343750f, 0.403409f,
            0.475774f, 0.623207f, 0.543184f, 0.495887f, 0.471221f, 0.231784f, 0.393990f, 0.778949f, 0.495801f,
            0.087228f, 0.498465f, 0.571487f, 0.680916f, 0.466267f, 0.212019f, 0
        };
        assertArrayEquals(left, Filters.rotate(SHAPE, IMAGE, 30), 1e-6f);
        assertArrayEquals(left, Filters.rotate(SHAPE, IMAGE, 30 - 720), 1e-6f);
        float[] right = {
            0, 0.586743f, 0.593270f, 0.537973f, 0.718960f, 0.549575f, 0.100936f, 0, 0.654412f, 0.248375f, 0.524940f,
            0.549569f, 0.592225f, 0.131032f, 0.036840f, 0.661478f, 0.263787f, 0.343750f, 0.668533f, 0.494392f,
            0.026702f, 0.196995f, 0.734946f, 0.304591f, 0.684708f, 0.645674f, 0.565298f, 0, 0.252588f, 0.667929f,
            0.633750f, 0.501574f, 0.449312f, 0.571525f, 0
        };
        assertArrayEquals(right, Filters.rotate(SHAPE, IMAGE, -100.5), 1e-6f);
    }

    @Test
    void quarterTurnsOfSquaresMovePixelsAndChangeNoBit() {
        ImageShape square = new ImageShape(4, 4, 1);
        float[] image = Arrays.copyOf(IMAGE, 16);
        float[] left = new float[16];
        for (int i = 0; i < 16; i++) {
            // counter-clockwise: the last column becomes the first row
            left[i] = image[i % 4 * 4 + 3 - i / 4];
        }
        assertArrayEquals(left, Filters.rotate(square, image, 90));
        assertArrayEquals(left, Filters.rotate(square, image, -270));
        assertArrayEquals(image, Filters.rotate(square, left, 270));
        assertArrayEquals(image, Filters.rotate(square, image, 0));
        assertArrayEquals(Filters.rotate(square, left, 90), Filters.rotate(square, image, 180));
        float[] halfOfARectangle = Filters.rotate(SHAPE, IMAGE, 180);
        for (int i = 0; i < 35; i++) {
            assertEquals(IMAGE[34 - i], halfOfARectangle[i]);
        }
    }

    @Test
    void aStepOvershootsBetweenPixelsAndIsClipped() {
        ImageShape line = new ImageShape(1, 4, 1);
        float[] enlarged = Filters.bicubic(line, new float[] {0, 0, 1, 1}, new ImageSize(16, 1));
        // between the middle pixels Keys' kernel is the cubic t/2 + 3 t^2/2 - t^3; here t = 1/8 and 3/8
        assertEquals(0.083984375f, enlarged[6], 1e-6f);
        assertEquals(0.345703125f, enlarged[7], 1e-6f);
        for (int i = 0; i < 16; i++) {
            assertTrue(enlarged[i] >= 0 && enlarged[i] <= 1);
            assertEquals(1, enlarged[i] + enlarged[15 - i], 1e-6f);
        }
        assertEquals(0, enlarged[4]);
        assertEquals(1, enlarged[11]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void whatIsEvenStaysEvenUpToTheBorders(int side) {
        float[] even = new float[35];
        Arrays.fill(even, 0.3f);
        for (float[] result : new float[][] {
            Filters.bicubic(SHAPE, even, new ImageSize(side, side)),
            Filters.bilinear(SHAPE, even, new ImageSize(side, side)),
            Filters.gaussianBlur(SHAPE, even, side),
            Filters.median(SHAPE, even, side)
        }) {
            for (float value : result) {
                assertEquals(0.3f, value, 1e-6f);
            }
        }
    }

    static Stream<BiFunction<ImageShape, float[], float[]>> filters() {
        return Stream.of(
                (shape, image) -> Filters.bicubic(shape, image, new ImageSize(9, 3)),
                (shape, image) -> Filters.bilinear(shape, image, new ImageSize(3, 9)),
                (shape, image) -> Filters.median(shape, image, 1),
                (shape, image) -> Filters.gaussianBlur(shape, image, 1.3),
                (shape, image) -> Filters.rotate(shape, image, 77),
                Filters::invert);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void channelsAreFilteredEachForItself(BiFunction<ImageShape, float[], float[]> filter) {
        float[] colour = new float[3 * 35];
        float[][] single = new float[3][35];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = (i * i * 7 + i * 13) % 101 / 100f;
            single[i % 3][i / 3] = colour[i];
        }
        float[] before = colour.clone();
        float[] filtered = filter.apply(new ImageShape(5, 7, 3), colour);
        assertArrayEquals(before, colour);
        for (int channel = 0; channel < 3; channel++) {
            float[] alone = filter.apply(SHAPE, single[channel]);
            assertEquals(filtered.length, 3 * alone.length);
            for (int i = 0; i < alone.length; i++) {
                assertEquals(alone[i], filtered[3 * i + channel]);
            }
        }
    }

    @Test
    void theNegativeIsOneMinusX() {
        assertArrayEquals(
                new float[] {1, 0, 0.75f}, Filters.invert(new ImageShape(1, 3, 1), new float[] {0, 1, 0.25f}));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused("has 35 values, not 34", () -> Filters.invert(SHAPE, new float[34]));
        refused("radius -1: must be 0 to 100", () -> Filters.median(SHAPE, IMAGE, -1));
        refused("sigma 0.0: must be above 0", () -> Filters.gaussianBlur(SHAPE, IMAGE, 0));
        refused("sigma NaN: must be above 0", () -> Filters.gaussianBlur(SHAPE, IMAGE, Double.NaN));
        refused("degrees NaN: must be finite", () -> Filters.rotate(SHAPE, IMAGE, Double.NaN));
        refused("not 1", () -> Filters.bicubic(SHAPE, new float[1], new ImageSize(9, 9)));
    }

    private static void refused(String part, Runnable action) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
