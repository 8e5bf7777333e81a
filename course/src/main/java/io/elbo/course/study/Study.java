package io.elbo.course.study;

import io.elbo.plot.LinePlot;
import java.util.List;

/** The results of an experiment: a table, its plots and a few summary numbers. */
public sealed interface Study
        permits EstimatorStudy, MinibatchStudy, GradientStudy, ScalarStudy, DecompositionStudy, EmStudy {
    /** Returns all measurements. */
    Table table();

    /** Returns plots of the table, to be drawn side by side. */
    List<LinePlot> plots();

    /** Returns the summary numbers. */
    List<Figure> figures();

    /**
     * A summary number.
     *
     * @param name the name for programs, in lower case with underscores
     * @param meaning the description for people, with the unit
     */
    record Figure(String name, String meaning, double value) {}
}
