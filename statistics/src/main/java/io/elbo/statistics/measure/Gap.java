package io.elbo.statistics.measure;

/** The lead of the latent variable that is most informative about a factor over the next. */
final class Gap {
    private Gap() {}

    /**
     * Returns the difference of the two greatest values of a column.
     *
     * @param least the value of an uninformative latent variable, used as the second if there is only one
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
