package io.elbo.course.study;

import io.elbo.plot.LinePlot;
import java.util.List;

/** What an experiment found: a table, plots of it, and the few numbers that it comes down to. */
public sealed interface Study
        permits EstimatorStudy, MinibatchStudy, GradientStudy, ScalarStudy, DecompositionStudy, EmStudy {
    /** All that was measured. */
    Table table();

    /** The table as plots, to be drawn side by side. */
    List<LinePlot> plots();

    /** What it comes down to. */
    List<Figure> figures();

    /**
     * One number.
     *
     * @param name a word for programs, in lower case with underscores
     * @param meaning the same for people, with the unit
     */
    record Figure(String name, String meaning, double value) {}
}
