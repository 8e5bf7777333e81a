package io.elbo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws plots side by side, one panel each. */
public final class PlotPainter {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 320;
    private static final int LEFT = 62;
    private static final int RIGHT = 16;
    private static final int TITLE = 22;
    private static final int TOP = 40;
    private static final int LINE = 16;
    private static final int BOTTOM = 44;
    private static final int GAP = 14;
    private static final int MOST_DOTS = 40;
    private static final int[] COLOURS = {0x1f77b4, 0xd95f02, 0x1b9e77, 0x7570b3, 0xe7298a, 0x666666};
    private static final Color LINES = new Color(0xe4e4e4);
    private static final Color REFERENCE = new Color(0x303030);

    private final Graphics2D graphics;
    /** The number of lines between the titles and the panels for legends that do not fit beside their title. */
    private final int legendLines;

    private boolean text = true;

    private PlotPainter(Graphics2D graphics, List<LinePlot> plots) {
        this.graphics = graphics;
        legendLines = plots.stream().mapToInt(this::legendLines).max().orElse(0);
    }

    public static Drawing draw(List<LinePlot> plots) {
        BufferedImage image = new BufferedImage(Math.max(1, plots.size()) * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            PlotPainter painter = new PlotPainter(graphics, plots);
            for (int i = 0; i < plots.size(); i++) {
                painter.panel(i * WIDTH, plots.get(i));
            }
        } finally {
            graphics.dispose();
        }
        return new Drawing(image);
    }

    private static Color colour(LinePlot plot, int series) {
        if (plot.series().get(series).dashed()) {
            return REFERENCE;
        }
        long before = plot.series().subList(0, series).stream()
                .filter(s -> !s.dashed())
                .count();
        return new Color(COLOURS[(int) (before % COLOURS.length)]);
    }

    private void panel(int left, LinePlot plot) {
        PlotAxis x = axis(plot, true);
        PlotAxis y = axis(plot, false);
        graphics.setStroke(new BasicStroke(1));
        for (PlotAxis.Mark mark : y.marks()) {
            int py = (int) Math.round(py(y.place(mark.value())));
            graphics.setColor(LINES);
            graphics.drawLine(left + LEFT, py, left + WIDTH - RIGHT, py);
            write(mark.text(), left + LEFT - 6, py + 4, Align.RIGHT, Font.PLAIN, Color.DARK_GRAY);
        }
        for (PlotAxis.Mark mark : x.marks()) {
            int px = left + (int) Math.round(px(x.place(mark.value())));
            graphics.setColor(Color.GRAY);
            graphics.drawLine(px, HEIGHT - BOTTOM, px, HEIGHT - BOTTOM + 3);
            int room = left + WIDTH - width(mark.text(), Font.PLAIN) / 2 - 2;
            write(mark.text(), Math.min(px, room), HEIGHT - BOTTOM + 18, Align.CENTRE, Font.PLAIN, Color.DARK_GRAY);
        }
        int middle = left + (LEFT + WIDTH - RIGHT) / 2;
        write(plot.x().label(), middle, HEIGHT - 8, Align.CENTRE, Font.PLAIN, Color.DARK_GRAY);
        String unit = plot.y().label().isEmpty() ? "" : " (" + plot.y().label() + ")";
        write(plot.title() + unit, left + LEFT, TITLE, Align.LEFT, Font.BOLD, Color.DARK_GRAY);
        legend(left, plot);
        for (int i = 0; i < plot.series().size(); i++) {
            graphics.setColor(colour(plot, i));
            line(left, plot, plot.series().get(i), x, y);
        }
    }

    private static PlotAxis axis(LinePlot plot, boolean horizontal) {
        LinePlot.Scale scale = (horizontal ? plot.x() : plot.y()).scale();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (LinePlot.Series series : plot.series()) {
            for (LinePlot.Point point : series.points()) {
                double value = horizontal ? point.x() : point.y();
                if (shown(plot, point)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return PlotAxis.of(scale, low, high, !horizontal);
    }

    private static boolean shown(LinePlot plot, LinePlot.Point point) {
        return PlotAxis.shows(plot.x().scale(), point.x())
                && PlotAxis.shows(plot.y().scale(), point.y());
    }

    private void line(int left, LinePlot plot, LinePlot.Series series, PlotAxis x, PlotAxis y) {
        float[] dashes = series.dashed() ? new float[] {5, 5} : null;
        graphics.setStroke(new BasicStroke(
                series.dashed() ? 1.3f : 2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
        boolean dots = !series.dashed() && series.points().size() <= MOST_DOTS;
        Path2D path = new Path2D.Double();
        boolean joined = false;
        for (LinePlot.Point point : series.points()) {
            if (!shown(plot, point)) {
                joined = false;
                continue;
            }
            double px = left + px(x.place(point.x()));
            double py = py(y.place(point.y()));
            if (joined) {
                path.lineTo(px, py);
            } else {
                path.moveTo(px, py);
            }
            joined = true;
            if (dots) {
                graphics.fill(new Ellipse2D.Double(px - 3, py - 3, 6, 6));
            }
        }
        graphics.draw(path);
    }

    private static double px(double place) {
        return LEFT + place * (WIDTH - LEFT - RIGHT);
    }

    private double py(double place) {
        int top = TOP + legendLines * LINE;
        return top + (1 - place) * (HEIGHT - top - BOTTOM);
    }

    /** Writes the names in their colours beside the title or, if there is no room, in lines below it. */
    private void legend(int left, LinePlot plot) {
        int at = left + LEFT;
        int y = TITLE;
        if (fitsBesideTitle(plot)) {
            at = left + WIDTH - RIGHT - width(plot.series());
        } else {
            y += LINE + 2;
        }
        for (int i = 0; i < plot.series().size(); i++) {
            String name = plot.series().get(i).name();
            if (name.isEmpty()) {
                continue;
            }
            int width = width(name, Font.PLAIN);
            if (at > left + LEFT && at + width > left + WIDTH - RIGHT + 2) {
                at = left + LEFT;
                y += LINE;
            }
            write(name, at, y, Align.LEFT, Font.PLAIN, colour(plot, i));
            at += width + GAP;
        }
    }

    private int legendLines(LinePlot plot) {
        if (fitsBesideTitle(plot)) {
            return 0;
        }
        int lines = 1;
        int at = 0;
        for (LinePlot.Series series : plot.series()) {
            int width = width(series.name(), Font.PLAIN);
            if (at > 0 && at + width > WIDTH - LEFT - RIGHT + 2) {
                at = 0;
                lines++;
            }
            at += width + GAP;
        }
        return lines;
    }

    private boolean fitsBesideTitle(LinePlot plot) {
        int title = width(plot.title() + " (" + plot.y().label() + ")", Font.BOLD);
        return title + GAP + width(plot.series()) <= WIDTH - LEFT - RIGHT;
    }

    private int width(List<LinePlot.Series> series) {
        return series.stream()
                        .filter(s -> !s.name().isEmpty())
                        .mapToInt(s -> width(s.name(), Font.PLAIN) + GAP)
                        .sum()
                - GAP;
    }

    private enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }

    private int width(String what, int style) {
        try {
            return graphics.getFontMetrics(new Font(Font.SANS_SERIF, style, 12)).stringWidth(what);
        } catch (RuntimeException | LinkageError e) {
            // on a machine without fonts the curves are still useful
            text = false;
            return 0;
        }
    }

    private void write(String what, int x, int y, Align align, int style, Color colour) {
        int width = width(what, style);
        if (text) {
            graphics.setFont(new Font(Font.SANS_SERIF, style, 12));
            graphics.setColor(colour);
            graphics.drawString(what, align == Align.LEFT ? x : align == Align.RIGHT ? x - width : x - width / 2, y);
        }
    }
}
