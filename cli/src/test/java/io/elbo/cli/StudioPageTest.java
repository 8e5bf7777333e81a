package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.elbo.spec.RunSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The studio's page in a real browser, with real runs and the real command. Skipped if there is no browser. */
@Tag("slow")
class StudioPageTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\?token=[\\w-]+");
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir
    static Path folder;

    private static Process studio;
    private static StudioBrowser page;
    private static final Map<String, String> IDS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                StudioBrowser.missing().isEmpty(), () -> StudioBrowser.missing().orElse(""));
        Path runs = Files.createDirectories(folder.resolve("runs"));
        for (int latent : new int[] {2, 4}) {
            Object[] command = {
                "train",
                "--limit",
                1500,
                "--hidden",
                64,
                "--latent",
                latent,
                "--epochs",
                12,
                "--batch",
                50,
                "--learning-rate",
                0.003,
                "--out",
                runs.resolve(latent == 2 ? "lines-a" : "lines-b")
            };
            Cli.run(command).succeeded();
        }
        Cli.run("train", "--data", table(), "--epochs", 20, "--out", runs.resolve("parts"))
                .succeeded();
        copy(runs.resolve("lines-b"), runs.resolve(HOSTILE));
        studio = Cli.start(folder, Map.of(), Cli.command("studio", "runs", "--no-open", "--port", "0"));
        page = new StudioBrowser(address(), folder.resolve("downloads"));
        page.await("four runs are listed", () -> page.all("run").size() == 4);
        for (WebElement link : page.all("open")) {
            IDS.put(link.getText(), link.getDomAttribute("href").replaceAll("#/run/(.*)/live", "$1"));
        }
    }

    private static Path table() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("length,<b>size</b>,kind\n");
        for (int i = 0; i < 300; i++) {
            double length = 10 + 3 * random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.2f,%s%n",
                    length,
                    i == 17 ? 99.0 : 2 * length + 0.2 * random.nextGaussian(),
                    length > 10 ? "long" : "short"));
        }
        return Files.writeString(folder.resolve("parts.csv"), text);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static String address() throws Exception {
        Path out = folder.resolve("child.out");
        for (int i = 0; i < 600; i++) {
            Matcher found = ADDRESS.matcher(Files.readString(out));
            if (found.find()) {
                return found.group();
            }
            assertTrue(studio.isAlive(), Files.readString(folder.resolve("child.err")));
            Thread.sleep(100);
        }
        throw new AssertionError("no address: " + Files.readString(out));
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (page != null) {
            page.close();
        }
        if (studio != null) {
            studio.descendants().forEach(ProcessHandle::destroyForcibly);
            studio.destroyForcibly().waitFor();
        }
    }

    @AfterEach
    void nothingIsComplainedOf() {
        assertEquals(List.of(), page.errors());
    }

    private static void open(String run, String tab) {
        page.open("#/run/" + IDS.get(run) + "/" + tab);
    }

    @Test
    void runsAreListedAndTwoAreCompared() throws IOException {
        page.open("#/");
        page.await("four runs are listed", () -> page.all("run").size() == 4);
        // a name is displayed as text, whatever it contains
        assertTrue(page.all("open").stream().anyMatch(link -> link.getText().equals(HOSTILE)));
        assertEquals(0L, page.script("return document.querySelectorAll('td img, th img').length"));
        List<WebElement> boxes = page.all("select");
        boxes.get(0).click();
        boxes.get(1).click();
        page.picture("runs");
        page.click("compare");
        page.see("legend");
        assertTrue(page.see("differences").getText().contains("atent"), page.text("differences"));
        page.picture("compare");
    }

    @Test
    void aRunIsStartedFromTheFormWatchedReloadedStoppedResumedAndDeleted() throws IOException {
        page.open("#/new");
        page.type("limit", "400");
        page.type("hidden", "16");
        page.type("latent", "3");
        page.type("epochs", "100000");
        page.type("name", "made-here");
        assertTrue(page.text("command").contains("--limit 400"), page.text("command"));
        page.picture("new-run");
        page.click("start");
        page.await("it trains", () -> page.text("run-state").equals("training"));
        int epoch = page.await("epochs pass", () -> epoch() >= 3 ? epoch() : null);
        page.await("pictures come", () -> page.sees("picture-samples"));
        page.picture("live");
        page.reload();
        page.await("nothing is lost by a reload, and it goes on", () -> epoch() > epoch);
        page.click("stop");
        page.await("it stops", () -> page.text("run-state").equals("stopped"));
        int stopped = epoch();
        page.click("resume");
        page.type("resume-epochs", Integer.toString(stopped + 2));
        page.click("resume-confirm");
        page.await("it finishes", () -> page.text("run-state").equals("finished"));
        assertEquals(stopped + 2, epoch());
        page.click("delete");
        page.type("delete-name", "made-her");
        assertFalse(page.see("delete-confirm").isEnabled(), "the name must be whole");
        page.press("delete-name", "e");
        page.click("delete-confirm");
        page.await("the list is back", () -> page.sees("runs-summary"));
        assertFalse(Files.exists(folder.resolve("runs").resolve("made-here")));
    }

    private static Integer epoch() {
        return Integer.valueOf(page.text("epoch").replaceAll("/.*|[^0-9]", "").strip());
    }

    @Test
    void whatTheCommandRefusesIsSaidInTheForm() throws IOException {
        page.open("#/new");
        page.type("name", "wrong");
        page.type("learning-rate", "-1");
        page.click("start");
        page.await("the message comes", () -> page.text("form-error").contains("learning"));
        assertFalse(Files.exists(folder.resolve("runs").resolve("wrong")));
        // the browser itself logs the refusal
        assertTrue(page.errors().stream().allMatch(line -> line.contains("400")));
    }

    @Test
    void theMapShowsPointsDecodesUnderTheCursorAndListsWhatALassoHolds() throws IOException {
        open("lines-a", "map");
        page.await("points come", () -> page.text("map-count").startsWith("1,500"));
        String first = page.await("the cursor's place is decoded", () -> nonEmpty(page.pixels("map-output")));
        page.press("map", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_UP);
        page.await("keys move it", () -> !page.pixels("map-output").equals(first));
        String second = page.pixels("map-output");
        String place = page.text("map-place");
        // a click sets the cursor; then it is dragged
        page.drag("map", new int[] {-120, -60}, new int[] {-120, -60});
        page.await("a click moves it", () -> !page.text("map-place").equals(place));
        page.drag("map", new int[] {-120, -60}, new int[] {-60, 20}, new int[] {30, 60});
        page.await("its output follows", () -> !page.pixels("map-output").equals(second));
        page.script("arguments[0].click()", page.all("map-grid").get(0));
        page.await("decoded images lie behind the points", () -> covered() > 0.9);
        page.picture("map");
        page.script("arguments[0].click()", page.all("map-grid").get(0));
        page.script("[...document.querySelectorAll('[data-test=\"map-mode\"] *')].find(e => e.value === 'lasso' ||"
                + " e.textContent === 'Selects').click()");
        page.drag(
                "map",
                new int[] {-200, -150},
                new int[] {200, -150},
                new int[] {200, 150},
                new int[] {-200, 150},
                new int[] {-200, -150});
        page.await("rows are selected", () -> page.text("selected-count").matches("[\\d,]+ selected"));
        page.click("export");
        Path saved = page.await("a file is saved", () -> saved(".csv"));
        List<String> lines = Files.readAllLines(saved);
        int selected = Integer.parseInt(page.text("selected-count").replaceAll("[^0-9]", ""));
        assertEquals(selected + 1, lines.size());
        assertTrue(lines.get(0).startsWith("item"), lines.get(0));
    }

    /** Returns the fraction of the map that has a decoded image behind it. */
    private static double covered() {
        return ((Number) page.script(
                        "const c = arguments[0];"
                                + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
                                + "for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n / (d.length / 4)",
                        page.see("map-images")))
                .doubleValue();
    }

    private static String nonEmpty(String image) {
        return image.length() > 300 ? image : null;
    }

    private static Path saved(String ending) throws IOException {
        Path downloads = folder.resolve("downloads");
        if (!Files.isDirectory(downloads)) {
            return null;
        }
        try (Stream<Path> files = Files.list(downloads)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElse(null);
        }
    }

    @Test
    void slidersMoveTheOutputOfAnItemAndOfWhatIsDrawn() throws IOException {
        open("lines-a", "sliders");
        page.await("the first item is encoded", () -> page.text("encoded").contains("nats"));
        String first = page.pixels("output");
        page.press("z0", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        page.await("the output follows", () -> !page.pixels("output").equals(first));
        String moved = page.pixels("output");
        page.click("reset");
        page.await("it goes back", () -> page.pixels("output").equals(first));
        page.click("pin-a");
        page.type("item", "5");
        page.click("show-item");
        page.await("another item", () -> !page.pixels("output").equals(first));
        String fifth = page.pixels("output");
        page.click("pin-b");
        page.await(
                "steps between",
                () -> page.see("steps").findElements(By.tagName("canvas")).size() == 9);
        page.press("scrub", Keys.HOME);
        page.press("scrub", Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        page.await(
                "the scrubber moves between them", () -> !page.pixels("output").equals(fifth));
        assertNotEquals(moved, page.pixels("output"));
        page.click("save-png");
        Path picture = page.await("a picture is saved", () -> saved(".png"));
        assertTrue(Files.size(picture) > 500);
        String shown = page.pixels("output");
        choose("source", "Upload");
        BufferedImage square = new BufferedImage(56, 56, BufferedImage.TYPE_BYTE_GRAY);
        square.getGraphics().fillRect(10, 20, 30, 8);
        Path uploaded = folder.resolve("square.png");
        ImageIO.write(square, "png", uploaded.toFile());
        page.give("upload", uploaded);
        page.await("a file is encoded", () -> page.text("item-name").contains("square.png"));
        page.await("and shown", () -> !page.pixels("output").equals(shown));
        choose("source", "Draw");
        String before = page.pixels("output");
        page.drag("pad", new int[] {-40, -40}, new int[] {0, 0}, new int[] {40, 40});
        page.await("what is drawn is encoded", () -> !page.pixels("output").equals(before));
        page.picture("sliders");
        assertTrue(page.see("samples").isDisplayed());
    }

    /** Selects one of several exclusive options. */
    private static void choose(String among, String text) {
        page.script(
                "[...document.querySelectorAll(`[data-test=\"${arguments[0]}\"] *`)]"
                        + ".find(e => e.textContent === arguments[1]).click()",
                among,
                text);
    }

    @Test
    void samplesDifferByTheTemperature() {
        open("lines-a", "sliders");
        page.await("samples come", () -> different("sample") > 12);
        turn(10, Keys.ARROW_LEFT);
        page.await("at temperature 0 all are the same", () -> different("sample") == 1);
        turn(20, Keys.ARROW_RIGHT);
        page.await("at 2 they differ", () -> different("sample") > 12);
        long hot = different("sample");
        String first = page.pixels("output");
        page.click("sample-again");
        page.script("document.querySelectorAll('[data-test=\"sample\"]')[3].click()");
        page.await("one is taken to the sliders", () -> !page.pixels("output").equals(first));
        assertTrue(hot <= page.all("sample").size());
    }

    /** Changes the temperature by tenths. */
    private static void turn(int tenths, Keys way) {
        for (int i = 0; i < tenths; i++) {
            page.press("temperature", Keys.chord(Keys.SHIFT, way));
        }
    }

    /** Returns the number of different pictures. */
    private static long different(String test) {
        return ((Number) page.script(
                        "return new Set([...document.querySelectorAll(`[data-test=\"${arguments[0]}\"] canvas`)]"
                                + ".map(c => c.toDataURL())).size",
                        test))
                .longValue();
    }

    @Test
    void aRunIsStartedFromASpecFile() throws IOException {
        Path runs = folder.resolve("runs");
        Path spec = runs.resolve("lines-a").resolve("spec.json");
        page.open("#/new");
        page.see("start");
        choose("way", "Spec file");
        page.give("spec-file", spec);
        page.await("the spec is in the command", () -> page.text("command").contains("--spec"));
        page.type("limit", "300");
        page.type("epochs", "2");
        page.type("name", "from-spec");
        page.await("the flags go first", () -> page.text("command").contains("--epochs 2"));
        page.picture("new-from-spec");
        page.click("start");
        page.await("it is shown", () -> page.sees("run-state"));
        page.await("it ends", () -> page.text("run-state").equals("finished"));
        RunSpec made = RunSpec.read(runs.resolve("from-spec").resolve("spec.json"));
        assertEquals(RunSpec.read(spec).model(), made.model());
        assertEquals(2, made.training().epochs());
        page.open("#/new");
        page.see("start");
        choose("way", "Spec file");
        page.type("spec", "{ nonsense");
        page.click("start");
        page.await("what is no spec is refused", () -> page.text("form-error").contains("this is not JSON"));
        page.open("#/"); // the form keeps what was typed
    }

    @Test
    void imagesAreRankedByHowStrangeTheyAre() throws IOException {
        open("lines-a", "anomalies");
        page.await("items come", () -> page.all("anomaly").size() > 20);
        double threshold = threshold();
        page.type("false-positive-rate", "20");
        page.press("false-positive-rate", Keys.ENTER, Keys.TAB);
        page.await("more false alarms, a lower threshold", () -> threshold() < threshold);
        page.await("where it is strange", () -> page.see("surprise").isDisplayed());
        page.picture("anomalies");
    }

    private static double threshold() {
        Matcher number = Pattern.compile("threshold of ([\\d,.\u2212-]+)").matcher(page.text("anomaly-summary"));
        return number.find()
                ? Double.parseDouble(number.group(1).replace(",", "").replace('\u2212', '-'))
                : 1e9;
    }

    @Test
    void aStrangeRowOfATableIsRankedHighAndTheCellThatIsWrongComesFirst() throws IOException {
        open("parts", "anomalies");
        page.await("rows come", () -> page.all("anomaly").size() > 20);
        WebElement row = page.await(
                "the row is among the first",
                () -> page.all("anomaly").stream()
                        .filter(item -> item.getDomAttribute("aria-label").startsWith("Item 17,"))
                        .findFirst()
                        .orElse(null));
        page.script("arguments[0].scrollIntoView({block: 'center'})", row);
        row.click();
        String detail = page.await(
                "its cells come",
                () -> page.text("anomaly-detail").contains("99") ? page.text("anomaly-detail") : null);
        assertTrue(detail.indexOf("<b>size</b>") < detail.indexOf("kind"), detail);
        assertTrue(detail.contains("<b>size</b>"), detail);
        page.picture("anomalies-table");
        open("parts", "map");
        page.await("a table has a map", () -> page.text("map-count").startsWith("300"));
        open("parts", "sliders");
        page.await("and sliders", () -> page.text("output").contains("kind"));
        page.picture("sliders-table");
        open("parts", "doctor");
        page.await("and a doctor", () -> !page.all("finding").isEmpty() || page.sees("no-findings"));
        page.picture("doctor-table");
    }

    @Test
    void theDoctorSaysWhatToChangeAndARunStartsWithIt() throws IOException {
        open("lines-a", "doctor");
        page.await("findings come", () -> !page.all("finding").isEmpty());
        page.picture("doctor");
        String change = page.text("change");
        assertTrue(change.matches("[A-Z][^-]*: .+"), change);
        String from = (String) page.script("return location.hash");
        page.click("train-with-change");
        page.await(
                "a new run is shown",
                () -> !from.equals(page.script("return location.hash")) && page.sees("run-state"));
        page.await("it ends", () -> page.text("run-state").equals("finished"));
    }

    @Test
    void everyPageIsReadableOnAPhoneAndInTheDark() throws IOException {
        page.resize(390, 844);
        try {
            for (String tab : List.of("live", "map", "sliders", "anomalies", "doctor")) {
                open("lines-a", tab);
                page.await("the page " + tab + " is there", () -> page.sees("page-" + tab));
                page.await("it has come", () -> !page.sees("waiting"));
                assertTrue(fits(), tab + " is wider than the screen");
                page.picture("phone-" + tab);
            }
            for (String hash : List.of("#/", "#/new")) {
                page.open(hash);
                page.await(
                        "the page is there",
                        () -> page.sees("menu") || page.sees("runs-summary") || page.sees("start"));
                assertTrue(fits(), hash + " is wider than the screen");
            }
        } finally {
            page.resize(1280, 900);
        }
        page.open("#/");
        page.script("const t = document.getElementById('theme'); t.value = 'dark'; t.dispatchEvent(new Event('change',"
                + " {bubbles: true}))");
        open("lines-a", "live");
        page.await("the page is there", () -> page.sees("page-live"));
        String background = (String) page.script("return getComputedStyle(document.body).backgroundColor");
        Matcher rgb = Pattern.compile("\\d+").matcher(background);
        assertTrue(rgb.find() && Integer.parseInt(rgb.group()) < 80, background);
        page.picture("dark-live");
        page.script("const t = document.getElementById('theme'); t.value = 'auto'; t.dispatchEvent(new Event('change',"
                + " {bubbles: true}))");
    }

    private static boolean fits() {
        return (Boolean) page.script("return document.documentElement.scrollWidth <= window.innerWidth");
    }

    @Test
    void everyControlHasANameForThoseWhoDoNotSeeIt() {
        for (String tab : List.of("live", "map", "sliders", "anomalies", "doctor")) {
            open("lines-a", tab);
            page.await("the page " + tab + " is there", () -> page.sees("page-" + tab));
            page.await("it has come", () -> !page.sees("waiting"));
            Object nameless = page.script(
                    "return [...document.querySelectorAll('button, input, select, textarea, canvas[tabindex],"
                            + " a[href]')].filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.title || (e.labels &&"
                            + " e.labels.length) || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML)");
            assertEquals(List.of(), nameless, tab);
        }
    }
}
