package io.elbo.table.report;

/**
 * What a report compares.
 *
 * @param target the column that is predicted from the others; null for none
 * @param rows of each table that classifiers learn from, at most
 * @param neighbours rows of each table whose nearest real row is looked for, at most
 * @param seed of which rows those are
 */
public record ReportOptions(String target, int rows, int neighbours, long seed) {
    /** Checks the ranges. */
    public ReportOptions {
        if (rows < 2 || neighbours < 1) {
            throw new IllegalArgumentException(
                    "rows " + rows + ", neighbours " + neighbours + ": must be at least 2 and 1");
        }
    }

    /** 30,000 rows, 2,000 neighbours, seed 1. */
    public ReportOptions(String target) {
        this(target, 30_000, 2_000, 1);
    }
}
