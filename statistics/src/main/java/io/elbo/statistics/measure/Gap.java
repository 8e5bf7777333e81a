package io.elbo.statistics.measure;

/** How far the latent that knows most of a factor is ahead of the next. */
final class Gap {
    private Gap() {}

    /**
     * The difference of the two greatest values of a column.
     *
     * @param least the value of a latent that knows nothing; a single latent is ahead of such a one
     */
    static double ofTopTwo(double[][] values, int column, double least) {
        double first = least;
        double second = least;
        for (double[] row : values) {
            if (row[column] > first) {
                second = first;
                first = row[column];
            } else if (row[column] > second) {
                second = row[column];
            }
        }
        return first - second;
    }
}
