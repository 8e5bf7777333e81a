package io.elbo.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the page, read from the jar. */
final class Page {
    private static final String FOLDER = "/io/elbo/studio/page/";
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.4/";
    /** The files of the charting library that the page uses. */
    private static final Map<String, String> VENDOR = Map.of(
            "chart.umd.js", CHARTS + "dist/chart.umd.js",
            "chart.js-LICENSE.md", CHARTS + "LICENSE.md");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(html|css|js|svg|png|ico|woff2)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "md", "text/plain; charset=utf-8");

    private Page() {}

    /** A file and its content type. */
    record Asset(String type, byte[] bytes) {}

    /** Returns a file of the page. */
    static Asset of(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.absent("there is no such page");
        }
        return read(FOLDER + name);
    }

    /** Returns a third-party file. */
    static Asset vendor(String name) {
        String place = VENDOR.get(name);
        if (place == null) {
            throw Problem.absent("there is no such page");
        }
        return read(place);
    }

    private static Asset read(String place) {
        try (InputStream in = Page.class.getResourceAsStream(place)) {
            if (in == null) {
                throw Problem.absent("there is no such page");
            }
            return new Asset(TYPES.get(place.substring(place.lastIndexOf('.') + 1)), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
