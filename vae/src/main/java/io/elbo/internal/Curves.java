package io.elbo.internal;

import io.elbo.Elbo;
import io.elbo.EpochMetrics;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws the terms of the ELBO over epochs, training and validation, a panel each. */
public final class Curves {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 320;
    private static final int LEFT = 62;
    private static final int RIGHT = 16;
    private static final int TOP = 40;
    private static final int BOTTOM = 44;
    private static final int TICKS = 5;
    private static final Color TRAIN = new Color(0x1f77b4);
    private static final Color VALIDATION = new Color(0xd95f02);
    private static final Color LINES = new Color(0xe4e4e4);

    private final Graphics2D graphics;
    private boolean text = true;

    private Curves(Graphics2D graphics) {
        this.graphics = graphics;
    }

    public static BufferedImage draw(List<EpochMetrics> epochs) {
        BufferedImage image = new BufferedImage(3 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            Curves curves = new Curves(graphics);
            curves.panel(0, "ELBO (nats)", epochs, Elbo::value);
            curves.panel(WIDTH, "reconstruction (nats)", epochs, Elbo::reconstruction);
            curves.panel(2 * WIDTH, "KL (nats)", epochs, Elbo::kl);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void panel(int x, String title, List<EpochMetrics> epochs, ToDoubleFunction<Elbo> term) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (EpochMetrics m : epochs) {
            for (Elbo elbo : m.validation() == null ? List.of(m.train()) : List.of(m.train(), m.validation())) {
                low = Math.min(low, term.applyAsDouble(elbo));
                high = Math.max(high, term.applyAsDouble(elbo));
            }
        }
        if (epochs.isEmpty()) {
            low = 0;
            high = 1;
        }
        double step = step((high - low) / TICKS);
        low = Math.floor(low / step) * step;
        high = Math.max(low + step, Math.ceil(high / step) * step);
        int last = epochs.isEmpty() ? 1 : epochs.get(epochs.size() - 1).epoch();
        graphics.setStroke(new BasicStroke(1));
        for (double tick = low; tick <= high + step / 2; tick += step) {
            int y = y(tick, low, high);
            graphics.setColor(LINES);
            graphics.drawLine(x + LEFT, y, x + WIDTH - RIGHT, y);
            write(format(tick, step), x + LEFT - 6, y + 4, Align.RIGHT, Font.PLAIN);
        }
        int every = Math.max(1, (int) step((double) last / TICKS));
        for (int epoch = every; epoch <= last; epoch += every) {
            write(String.valueOf(epoch), x(x, epoch, last), HEIGHT - BOTTOM + 18, Align.CENTRE, Font.PLAIN);
        }
        write("epoch", x + (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, Align.CENTRE, Font.PLAIN);
        write(title, x + LEFT, TOP - 18, Align.LEFT, Font.BOLD);
        boolean held = !epochs.isEmpty() && epochs.get(0).validation() != null;
        curve(x, epochs, last, low, high, TRAIN, m -> term.applyAsDouble(m.train()));
        graphics.setColor(TRAIN);
        write("training", x + WIDTH - RIGHT - (held ? 76 : 0), TOP - 18, Align.RIGHT, Font.PLAIN, TRAIN);
        if (held) {
            curve(x, epochs, last, low, high, VALIDATION, m -> term.applyAsDouble(m.validation()));
            write("validation", x + WIDTH - RIGHT, TOP - 18, Align.RIGHT, Font.PLAIN, VALIDATION);
        }
    }

    private void curve(
            int x,
            List<EpochMetrics> epochs,
            int last,
            double low,
            double high,
            Color colour,
            ToDoubleFunction<EpochMetrics> value) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(2));
        int beforeX = 0;
        int beforeY = 0;
        for (int i = 0; i < epochs.size(); i++) {
            int px = x(x, epochs.get(i).epoch(), last);
            int py = y(value.applyAsDouble(epochs.get(i)), low, high);
            if (i > 0) {
                graphics.drawLine(beforeX, beforeY, px, py);
            }
            if (epochs.size() <= 40) {
                graphics.fillOval(px - 3, py - 3, 6, 6);
            }
            beforeX = px;
            beforeY = py;
        }
    }

    private static int x(int panel, int epoch, int last) {
        int room = WIDTH - LEFT - RIGHT;
        return panel + LEFT + (last == 1 ? room / 2 : (int) Math.round((epoch - 1.0) / (last - 1) * room));
    }

    private static int y(double value, double low, double high) {
        return (int) Math.round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM));
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private static double step(double atLeast) {
        if (!(atLeast > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double ratio = atLeast / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }

    private static String format(double tick, double step) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step)));
        return String.format(Locale.ROOT, "%." + digits + "f", tick == 0 ? 0.0 : tick);
    }

    private enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }

    private void write(String what, int x, int y, Align align, int style) {
        write(what, x, y, align, style, Color.DARK_GRAY);
    }

    private void write(String what, int x, int y, Align align, int style, Color colour) {
        if (!text) {
            return;
        }
        try {
            graphics.setFont(new Font(Font.SANS_SERIF, style, 12));
            graphics.setColor(colour);
            int width = graphics.getFontMetrics().stringWidth(what);
            graphics.drawString(what, align == Align.LEFT ? x : align == Align.RIGHT ? x - width : x - width / 2, y);
        } catch (RuntimeException | LinkageError e) {
            // a machine without fonts: the curves are still worth having
            text = false;
        }
    }
}
