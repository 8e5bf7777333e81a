package io.elbo.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that opens the studio and acts as a user. Controls are found by their {@code data-test} attribute. */
final class StudioBrowser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver chrome;
    private final String origin;

    /** @param downloads the folder for saved files */
    StudioBrowser(String address, Path downloads) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver().orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        chrome = new ChromeDriver(service, options);
        origin = address.replaceFirst("/\\?.*", "");
        chrome.get(address);
    }

    /** Returns the reason if there is no browser; otherwise empty. */
    static Optional<String> missing() {
        return browser().isPresent() && driver().isPresent()
                ? Optional.empty()
                : Optional.of("no Chromium and chromedriver on this machine: the page is not tested");
    }

    private static Optional<Path> browser() {
        return onPath(List.of("chromium", "chromium-browser", "google-chrome", "chrome"));
    }

    private static Optional<Path> driver() {
        return onPath(List.of("chromedriver"));
    }

    private static Optional<Path> onPath(List<String> names) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page as a link does, such as {@code #/run/ID/map}. */
    void open(String hash) {
        chrome.get(origin + "/" + hash);
    }

    void reload() {
        chrome.navigate().refresh();
    }

    void resize(int width, int height) {
        chrome.manage().window().setSize(new Dimension(width, height));
    }

    static By test(String name) {
        return By.cssSelector("[data-test=\"" + name + "\"]");
    }

    /** Returns the first visible element. */
    WebElement see(String test) {
        return await(
                test + " is seen",
                () -> chrome.findElements(test(test)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    List<WebElement> all(String test) {
        return chrome.findElements(test(test));
    }

    boolean sees(String test) {
        return chrome.findElements(test(test)).stream().anyMatch(WebElement::isDisplayed);
    }

    String text(String test) {
        return see(test).getText();
    }

    void click(String test) {
        WebElement element = see(test);
        chrome.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Replaces the content of a field. */
    void type(String test, String text) {
        WebElement field = see(test);
        field.clear();
        field.sendKeys(text);
    }

    /** Selects a file. */
    void give(String test, Path file) {
        see(test).sendKeys(file.toAbsolutePath().toString());
    }

    void press(String test, CharSequence... keys) {
        see(test).sendKeys(keys);
    }

    /** Drags between points of an element, given in pixels from its centre. */
    void drag(String test, int[]... places) {
        WebElement element = see(test);
        chrome.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        Actions actions = new Actions(chrome)
                .moveToElement(element, places[0][0], places[0][1])
                .clickAndHold();
        for (int[] place : places) {
            actions.moveToElement(element, place[0], place[1]);
        }
        actions.release().perform();
    }

    void hover(String test, int x, int y) {
        new Actions(chrome).moveToElement(see(test), x, y).perform();
    }

    /** Returns the content of a canvas as text, which is equal for equal pixels. */
    String pixels(String test) {
        return (String) chrome.executeScript("return arguments[0].toDataURL()", see(test));
    }

    Object script(String script, Object... arguments) {
        return chrome.executeScript(script, arguments);
    }

    interface Found<T> {
        T now() throws IOException;
    }

    /** Waits until a value is neither null nor false, and returns it. */
    <T> T await(String what, Found<T> found) {
        return new WebDriverWait(chrome, PATIENCE)
                .ignoring(org.openqa.selenium.WebDriverException.class)
                .withMessage(what)
                .until(driver -> {
                    try {
                        return found.now();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /** Saves a screenshot to the build output. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), chrome.getScreenshotAs(OutputType.BYTES));
    }

    /** Returns the errors that the page logged since the last call. */
    List<String> errors() {
        return chrome.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    @Override
    public void close() {
        chrome.quit();
    }
}
