package io.elbo.studio.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainRequestTest {
    private static final List<String> VALUES =
            List.of("1", "a b", "--out", "@file", "x=y", "", "-3", "it's", "\"", "a\nb", "\u00fc");

    @Test
    void whatIsWrittenIsReadBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            TrainRequest request = any(random);
            assertEquals(
                    request, TrainRequest.read(request.flags()), request.flags().toString());
            assertEquals(
                    request, TrainRequest.read(request.words()), request.words().toString());
        }
    }

    private static TrainRequest any(SplittableRandom random) {
        List<TrainSetting> settings = new ArrayList<>(List.of(TrainSetting.values()));
        Collections.shuffle(settings, new java.util.Random(random.nextLong()));
        Map<TrainSetting, List<String>> said = new EnumMap<>(TrainSetting.class);
        for (TrainSetting setting : settings.subList(0, random.nextInt(settings.size() + 1))) {
            List<String> values = new ArrayList<>();
            int count = !setting.takesValue() ? 0 : setting.repeats() ? 1 + random.nextInt(3) : 1;
            for (int j = 0; j < count; j++) {
                values.add(VALUES.get(random.nextInt(VALUES.size())));
            }
            said.put(setting, values);
        }
        return new TrainRequest(said);
    }

    @Test
    void flagsAreOneWordEachAndWordsAreTwoInTheOrderInWhichTheyWereSaid() {
        TrainRequest request = TrainRequest.read(
                List.of("--learning-rate", "0.1", "--strict", "--data=x=1.csv", "--ignore", "a", "--ignore=b"));
        assertEquals(
                List.of("--learning-rate=0.1", "--strict", "--data=x=1.csv", "--ignore=a", "--ignore=b"),
                request.flags());
        assertEquals(
                List.of("--learning-rate", "0.1", "--strict", "--data", "x=1.csv", "--ignore", "a", "--ignore", "b"),
                request.words());
        assertEquals(Optional.of("x=1.csv"), request.value(TrainSetting.DATA));
        assertEquals(Optional.empty(), request.value(TrainSetting.LATENT));
        assertTrue(request.has(TrainSetting.STRICT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --epoch 3      | '--epoch' cannot be given here
                    epochs         | 'epochs' cannot be given here
                    --epochs 3 4   | '4' cannot be given here
                    --epochs       | --epochs needs a value
                    --strict=1     | --strict takes no value, not [1]
                    """)
    void whatIsNoneIsRefusedByName(String flags, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TrainRequest.read(List.of(flags.split(" "))));
        assertEquals(message, e.getMessage());
    }

    @Test
    void whatCanBeSaidOnceIsSaidOnce() {
        assertEquals(
                List.of("--seed=2"),
                TrainRequest.read(List.of("--seed=1", "--seed=2")).flags());
        assertThrows(
                IllegalArgumentException.class, () -> new TrainRequest(Map.of(TrainSetting.SEED, List.of("1", "2"))));
        assertThrows(IllegalArgumentException.class, () -> new TrainRequest(Map.of(TrainSetting.SEED, List.of())));
    }

    @Test
    void whatIsSaidLaterGoesFirstAndTheRestStays() {
        TrainRequest run = TrainRequest.read(List.of("--data=a", "--limit=5", "--background=white"));
        TrainRequest change = TrainRequest.read(List.of("--limit=7", "--epochs=2"));
        assertEquals(
                List.of("--data=a", "--limit=7", "--background=white", "--epochs=2"),
                run.with(change).flags());
        assertEquals(
                List.of("--epochs=2"),
                run.with(change)
                        .only(setting -> setting.part() == TrainSetting.Part.TRAINING)
                        .flags());
        assertEquals(List.of("--data=a", "--limit=5", "--background=white"), run.flags(), "it is not changed itself");
    }

    @Test
    void everySettingIsFoundByItsFlag() {
        for (TrainSetting setting : TrainSetting.values()) {
            assertEquals(Optional.of(setting), TrainSetting.of(setting.flag()));
        }
        assertEquals("--kl-warm-up", TrainSetting.KL_WARM_UP.flag());
        assertEquals(Optional.empty(), TrainSetting.of("--Data"));
        assertEquals(List.of("--missing", "--as"), TrainSetting.Part.COLUMNS.flags());
    }
}
