package io.elbo.table.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A report as an HTML page without scripts. Names and values from tables are escaped. */
final class ReportPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #1c1e21; --back: #fff; --soft: #5d636b; --line: #d5d9de;
              --real: #3366cc; --drawn: #dd7711; --panel: #f6f7f9; }
            @media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --back: #16181b; --soft: #a0a7b0;
              --line: #3a3f46; --real: #7aa2f7; --drawn: #f0a050; --panel: #1e2125; } }
            * { box-sizing: border-box; }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); margin: 0 auto;
              max-width: 1180px; padding: 16px; overflow-wrap: anywhere; }
            h1 { font-size: 1.6em; margin: .3em 0; } h2 { font-size: 1.2em; margin: 1.8em 0 .4em; }
            h3 { font-size: 1em; margin: 0; } p { margin: .3em 0; max-width: 75ch; } .soft { color: var(--soft); }
            table { border-collapse: collapse; margin: .5em 0; }
            th, td { text-align: right; padding: 3px 14px 3px 0; border-bottom: 1px solid var(--line);
              font-variant-numeric: tabular-nums; overflow-wrap: normal; }
            th:first-child, td:first-child { text-align: left; } th { font-weight: 600; }
            .wide { overflow-x: auto; }
            .columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 14px; }
            .column { background: var(--panel); border-radius: 8px; padding: 10px 12px; min-width: 0; }
            .maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 18px; }
            svg { display: block; width: 100%; height: auto; } svg text { fill: var(--text); }
            .real { fill: var(--real); } .drawn { fill: var(--drawn); }
            .outline { fill: none; stroke: var(--drawn); stroke-width: 1.6; }
            .area { fill: var(--real); opacity: .55; } .axis { stroke: var(--line); }
            .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; }
            .key.real { background: var(--real); } .key.drawn { background: var(--drawn); }
            """;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 120;
    private static final int BAR = 22;
    private static final int LONGEST = 22;

    private final SyntheticReport report;
    private final StringBuilder html = new StringBuilder();

    ReportPage(SyntheticReport report) {
        this.report = report;
    }

    String html() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Synthetic rows beside real ones</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Synthetic rows beside real ones</h1>\n");
        html.append(String.format(
                Locale.ROOT,
                "<p>%,d synthetic rows, %,d real rows, %s. <span class=\"key real\"></span> real "
                        + "<span class=\"key drawn\"></span> synthetic</p>%n",
                report.syntheticRows(),
                report.realRows(),
                report.testRows() == 0
                        ? "no held-out rows"
                        : String.format(Locale.ROOT, "%,d held-out rows", report.testRows())));
        html.append("<div class=\"maps\">\n<section>\n");
        summary();
        html.append("</section>\n");
        use();
        html.append("<section>\n");
        privacy();
        html.append("</section>\n</div>\n");
        columns();
        associations();
        return html.append("</body>\n</html>\n").toString();
    }

    private void summary() {
        heading(
                "Overall",
                "Boosted trees tell real rows from synthetic ones with this AUROC, on rows that they did not see: 0.5 would be not "
                        + "at all, 1 always.");
        double mean = report.columns().stream()
                .mapToDouble(ColumnComparison::distance)
                .filter(d -> !Double.isNaN(d))
                .average()
                .orElse(Double.NaN);
        html.append("<table>\n");
        row("td", "Detection AUROC", number(report.detection()));
        row("td", "Mean distance of columns (KS, TV)", number(mean));
        row("td", "Mean difference of associations", number(report.associationDifference()));
        html.append("</table>\n");
    }

    private void use() {
        if (report.target() == null) {
            return;
        }
        html.append("<section>\n");
        heading(
                "Prediction of " + report.target(),
                "Boosted trees that learned from real or from synthetic rows, tested on "
                        + (report.testRows() == 0
                                ? "a fifth of the real rows, which the model that drew the synthetic rows has seen."
                                : "the held-out rows."));
        Utility real = report.trainedOnReal();
        Utility drawn = report.trainedOnSynthetic();
        html.append("<table>\n");
        row("th", "Trained on", "real", "synthetic");
        if (Double.isNaN(real.accuracy())) {
            row("td", "R²", number(real.r2()), number(drawn.r2()));
        } else {
            row("td", "Accuracy", number(real.accuracy()), number(drawn.accuracy()));
            row("td", "F1", number(real.f1()), number(drawn.f1()));
            row("td", "AUROC", number(real.auroc()), number(drawn.auroc()));
        }
        html.append("</table>\n</section>\n");
    }

    private void privacy() {
        Privacy p = report.privacy();
        heading(
                "Privacy",
                "The distance of rows to the nearest real row: numbers in standard deviations, two different levels as one. If "
                        + "synthetic rows were copies, they would be nearer than held-out rows, which are none. This is no proof "
                        + "of privacy.");
        html.append("<table>\n");
        row("th", "", "synthetic", "held out");
        row("td", "Equal to a real row", percent(p.copies()), percent(p.heldOutCopies()));
        row(
                "td",
                "Distance, 5 % of rows are nearer",
                number(p.synthetic().get(0)),
                number(p.heldOut().get(0)));
        row(
                "td",
                "Distance, median",
                number(p.synthetic().get(1)),
                number(p.heldOut().get(1)));
        row("td", "Nearer than the nearest 5 % of those held out", percent(p.closer()), percent(0.05));
        html.append("</table>\n");
    }

    private void columns() {
        heading(
                "Columns",
                "KS: the greatest difference of the distribution functions. TV: half of the summed differences of shares.");
        html.append("<div class=\"columns\">\n");
        for (ColumnComparison column : report.columns()) {
            html.append("<div class=\"column\">\n<h3>")
                    .append(text(column.name()))
                    .append("</h3>\n<p class=\"soft\">");
            html.append(text(column.kind()))
                    .append(", ")
                    .append(column.measure())
                    .append(' ')
                    .append(number(column.distance()));
            if (column.realMissing() > 0 || column.syntheticMissing() > 0) {
                html.append("; missing ")
                        .append(percent(column.realMissing()))
                        .append(", synthetic ")
                        .append(percent(column.syntheticMissing()));
            }
            html.append("</p>\n");
            if (!column.bins().isEmpty()) {
                if (column.measure().equals("TV")) {
                    bars(column);
                } else {
                    histogram(column);
                }
            }
            html.append("</div>\n");
        }
        html.append("</div>\n");
    }

    private static double most(ColumnComparison column) {
        return Math.max(
                1e-9,
                Math.max(
                        column.realShares().stream()
                                .mapToDouble(s -> s)
                                .filter(s -> !Double.isNaN(s))
                                .max()
                                .orElse(0),
                        column.syntheticShares().stream()
                                .mapToDouble(s -> s)
                                .filter(s -> !Double.isNaN(s))
                                .max()
                                .orElse(0)));
    }

    private void bars(ColumnComparison column) {
        int n = column.bins().size();
        double scale = (WIDTH - 150 - 40) / most(column);
        open(WIDTH, BAR * n, "Shares of the levels of " + column.name());
        for (int i = 0; i < n; i++) {
            double y = BAR * i;
            svgText(
                    0,
                    y + 15,
                    "start",
                    12,
                    shortened(column.bins().get(i)),
                    column.bins().get(i));
            rectangle("real", 150, y + 3, scale * real(column, i), 7);
            rectangle("drawn", 150, y + 11, scale * drawn(column, i), 7);
            svgText(
                    154 + scale * Math.max(real(column, i), drawn(column, i)),
                    y + 14,
                    "start",
                    10,
                    percent(real(column, i)),
                    null);
        }
        html.append("</svg>\n");
    }

    private void histogram(ColumnComparison column) {
        int n = column.bins().size();
        double wide = (double) WIDTH / n;
        DoubleUnaryOperator y = share -> HEIGHT - (HEIGHT - 4) * share / most(column);
        open(WIDTH, HEIGHT + 18, "Histogram of " + column.name());
        StringBuilder outline = new StringBuilder();
        for (int i = 0; i < n; i++) {
            double top = y.applyAsDouble(real(column, i));
            rectangle("area", wide * i, top, wide, HEIGHT - top);
            outline.append(i == 0 ? "M" : "L")
                    .append(point(wide * i, y.applyAsDouble(drawn(column, i))))
                    .append('L')
                    .append(point(wide * (i + 1), y.applyAsDouble(drawn(column, i))));
        }
        html.append("<path class=\"outline\" d=\"").append(outline).append("\"/>\n");
        html.append(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M0 %dH%d\"/>%n", HEIGHT, WIDTH));
        svgText(0, HEIGHT + 14, "start", 11, shortened(column.bins().get(0)), null);
        if (n > 1) {
            svgText(
                    WIDTH / 2.0,
                    HEIGHT + 14,
                    "middle",
                    11,
                    shortened(column.bins().get(n / 2)),
                    null);
            svgText(WIDTH, HEIGHT + 14, "end", 11, shortened(column.bins().get(n - 1)), null);
        }
        html.append("</svg>\n");
    }

    private static double real(ColumnComparison column, int i) {
        return finite(column.realShares().get(i));
    }

    private static double drawn(ColumnComparison column, int i) {
        return finite(column.syntheticShares().get(i));
    }

    private static double finite(double share) {
        return Double.isNaN(share) ? 0 : share;
    }

    private void associations() {
        heading(
                "Pairs of columns",
                "0 (white or black) to 1 (full colour): the size of the correlation of two numbers, Cramér's V of two columns of "
                        + "levels, the correlation ratio of a number and levels. The third is the difference of the first two.");
        html.append("<div class=\"maps\">\n");
        int n = report.columns().size();
        map("Real", "real", (i, j) -> report.realAssociations().get(i).get(j), n);
        map(
                "Synthetic",
                "drawn",
                (i, j) -> report.syntheticAssociations().get(i).get(j),
                n);
        map(
                "Difference",
                "drawn",
                (i, j) -> Math.abs(report.realAssociations().get(i).get(j)
                        - report.syntheticAssociations().get(i).get(j)),
                n);
        html.append("</div>\n");
    }

    private interface Cells {
        double at(int i, int j);
    }

    private void map(String title, String kind, Cells cells, int n) {
        double side = Math.min(24, 200.0 / n);
        double left = 110;
        html.append("<div>\n<h3>").append(title).append("</h3>\n");
        open((int) Math.ceil(left + side * n), (int) Math.ceil(side * n + 2), title + " associations");
        for (int i = 0; i < n; i++) {
            String name = report.columns().get(i).name();
            svgText(left - 4, side * (i + 0.75), "end", Math.min(11, side * 0.85), shortened(name), name);
            for (int j = 0; j < n; j++) {
                double value = cells.at(i, j);
                html.append(String.format(
                                Locale.ROOT,
                                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill-opacity=\"%.3f\"><title>",
                                kind,
                                left + side * j,
                                side * i,
                                side - 0.5,
                                side - 0.5,
                                Math.min(1, finite(value))))
                        .append(text(name + ", " + report.columns().get(j).name() + ": "))
                        .append(number(value))
                        .append("</title></rect>\n");
            }
        }
        html.append("</svg>\n</div>\n");
    }

    private void heading(String title, String what) {
        html.append("<h2>")
                .append(text(title))
                .append("</h2>\n<p class=\"soft\">")
                .append(text(what))
                .append("</p>\n");
    }

    private void row(String cell, String... texts) {
        html.append("<tr>");
        for (String one : List.of(texts)) {
            html.append('<')
                    .append(cell)
                    .append('>')
                    .append(text(one))
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        html.append("</tr>\n");
    }

    private void open(int width, int height, String label) {
        html.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", width, height))
                .append(text(label))
                .append("\">\n");
    }

    private void rectangle(String kind, double x, double y, double width, double height) {
        html.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                kind,
                x,
                y,
                width,
                Math.max(0, height)));
    }

    private void svgText(double x, double y, String anchor, double size, String content, String title) {
        html.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%.1f\">",
                        x,
                        y,
                        anchor,
                        size))
                .append(text(content));
        if (title != null) {
            html.append("<title>").append(text(title)).append("</title>");
        }
        html.append("</text>\n");
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, y);
    }

    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        return length <= LONGEST ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Escapes text for HTML elements and attributes. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder();
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            }
        });
        return safe.toString();
    }
}
