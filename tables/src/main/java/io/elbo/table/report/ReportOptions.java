package io.elbo.table.report;

/**
 * The options of a report.
 *
 * @param target the column that is predicted from the others; null for none
 * @param rows the greatest number of rows of each table for fitting classifiers
 * @param neighbours the greatest number of rows of each table whose nearest real row is computed
 * @param seed the seed of the choice of rows
 */
public record ReportOptions(String target, int rows, int neighbours, long seed) {
    /** Checks the ranges. */
    public ReportOptions {
        if (rows < 2 || neighbours < 1) {
            throw new IllegalArgumentException(
                    "rows " + rows + ", neighbours " + neighbours + ": must be at least 2 and 1");
        }
    }

    /** The defaults: 30,000 rows, 2,000 neighbours, seed 1. */
    public ReportOptions(String target) {
        this(target, 30_000, 2_000, 1);
    }
}
